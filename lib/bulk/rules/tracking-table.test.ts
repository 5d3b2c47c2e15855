import { describe, expect, it } from "vitest";
import { readTrackingTable } from "./tracking-table";

const seen = (text: string) =>
  readTrackingTable(text).map(({ order, carrier, trackingNumber, problem }) =>
    [order, carrier, trackingNumber, problem ?? ""].join("|"),
  );

describe("a pasted table of tracking numbers", () => {
  it.each([
    ["two columns of a sheet", "CH-1\tSF100200\nCH-2\tSF100201", ["CH-1||SF100200|", "CH-2||SF100201|"]],
    ["with a carrier between", "CH-1,SF Express,SF100200", ["CH-1|SF Express|SF100200|"]],
    ["with a carrier behind", "CH-1;1Z999;UPS\nCH-2;1Z998;UPS", ["CH-1|UPS|1Z999|", "CH-2|UPS|1Z998|"]],
    ["with names in any sequence", "Carrier\tTracking number\tOrder\nYTO\tYT12345\tCH-7", ["CH-7|YTO|YT12345|"]],
    ["with Chinese names", "订单编号\t快递公司\t运单号\nCH-7\t顺丰\tSF900", ["CH-7|顺丰|SF900|"]],
    ["with traditional names", "訂單編號\t物流公司\t物流單號\nCH-7\t黑貓\t900100", ["CH-7|黑貓|900100|"]],
    ["separated by blanks", "CH-1   SF100200", ["CH-1||SF100200|"]],
    ["with quotes and empty lines", '\n"CH-1","SF100200"\n\n', ["CH-1||SF100200|"]],
    ["with blanks in the number", "CH-1\tSF 100 200", ["CH-1||SF100200|"]],
  ])("is read: %s", (_, text, rows) => {
    expect(seen(text)).toEqual(rows);
  });

  it("says of each row that cannot be used why, with its line", () => {
    const text = "CH-1\tSF100\n\tSF101\nCH-3\t\nCH-4\t快递\nCH-1\tSF102\nCH-1\tSF100";
    expect(readTrackingTable(text).map(({ line, problem }) => [line, problem])).toEqual([
      [1, undefined],
      [2, "no_order_number"],
      [3, "no_tracking_number"],
      [4, "not_a_tracking_number"],
      [5, "named_twice"],
    ]);
  });

  it("is nothing when nothing was pasted", () => {
    expect(readTrackingTable(" \n\t\n")).toEqual([]);
  });
});

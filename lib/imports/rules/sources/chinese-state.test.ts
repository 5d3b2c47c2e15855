import { expect, test } from "vitest";
import { chineseState } from "./chinese-state";

test.each([
  ["待出貨", { kind: "live", paid: true }],
  ["待付款", { kind: "live", paid: false }],
  ["已出貨", { kind: "sent" }],
  ["运输中", { kind: "sent" }],
  ["已完成", { kind: "finished" }],
  ["已取消", { kind: "closed", code: "cancelled_there" }],
  ["不成立", { kind: "closed", code: "cancelled_there" }],
  ["部分出貨", { kind: "refused", code: "partly_fulfilled" }],
  ["未知的字", { kind: "refused", code: "unknown_status" }],
])("the status %s is understood in either script", (status, state) => {
  expect(chineseState(status, "")).toEqual(state);
});

test("what was refunded before it left is closed", () => {
  expect(chineseState("待出貨", "已退款")).toEqual({ kind: "closed", code: "refunded_there" });
});

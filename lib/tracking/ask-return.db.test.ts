import { beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { approveReturn } from "@/lib/returns/commands/approve-return";
import { saveReturnPolicy } from "@/lib/returns/commands/save-return-policy";
import { shipReturn } from "@/lib/returns/commands/ship-return";
import { currentReturnPolicy } from "@/lib/returns/load-return";
import { defaultReturnPolicy } from "@/lib/returns/rules/policy";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { askReturn } from "./ask-return";
import { getTracking } from "./queries";
import { getReturnChoice } from "./return-choice";
import { trackingLink } from "./tracking-link";
import { withdrawReturn } from "./withdraw-return";

let owner: Actor;
beforeAll(async () => {
  process.env.AUTH_SECRET ??= "a secret for the links of this test";
  owner = (await makeShop()).actor;
});

async function sent(): Promise<{ number: string; token: string }> {
  const sku = await makeVariant({ price: "10.00" });
  await addStock(sku, 9);
  const { number } = await makeOrder([{ sku, quantity: 3 }]);
  must(await run(shipOrder, owner, { number, trackingNumber: `SF-${number}` }));
  return { number, token: trackingLink({ number }).split("t=")[1] ?? "" };
}

const ask = (reason = "not_wanted", quantity = 1) => ({
  lines: [{ line: 1, quantity, reason, outcome: "refund" }],
  note: "",
});

it("a buyer asks by the link, once for each form, and sees it on the page", async () => {
  const { number, token } = await sent();
  expect((await getReturnChoice(number))?.lines).toMatchObject([{ line: 1, left: 3 }]);
  const key = newId();
  const asked = await Promise.all([1, 2, 3].map(() => askReturn(number, token, ask(), key)));
  const made = new Set(asked.flatMap((each) => (each.ok ? each.value.rma : [])));
  expect(made.size).toBe(1);
  const page = await getTracking(number, new Date());
  expect(page?.order).toMatchObject({
    mayReturn: true,
    returns: [{ rma: [...made][0], status: "requested", items: [{ quantity: 1 }], paidBy: "customer" }],
  });
  const [row] = await connection().sql`select source, requested_by from returns where number = ${[...made][0] ?? ""}`;
  expect(row).toEqual({ source: "customer", requested_by: "王小明" });
});

it("a buyer takes a return back until it is on its way, and what was claimed can be asked for again", async () => {
  const { number, token } = await sent();
  const told = async (rma: string) =>
    (await getTracking(number, new Date()))?.order.returns.find((each) => each.rma === rma) ?? { version: 0 };
  const { rma } = must(await askReturn(number, token, ask("not_wanted", 3)));
  expect(await told(rma)).toMatchObject({ withdrawable: true });
  const other = await sent();
  const { version } = await told(rma);
  expect(await withdrawReturn(number, other.token, { rma, version })).toMatchObject({ refusal: { code: "not_found" } });
  expect(await withdrawReturn(other.number, other.token, { rma, version })).toMatchObject({
    refusal: { code: "not_found" },
  });
  must(await run(approveReturn, owner, { rma }));
  // What the page showed is not what it is any more.
  expect(await withdrawReturn(number, token, { rma, version })).toMatchObject({ refusal: { code: "return_changed" } });
  must(await withdrawReturn(number, token, { rma, version: (await told(rma)).version }));
  expect(await told(rma)).toMatchObject({ status: "cancelled", withdrawable: false });
  const again = must(await askReturn(number, token, ask("not_wanted", 3))).rma;
  must(await run(approveReturn, owner, { rma: again }));
  must(await run(shipReturn, owner, { rma: again, carrier: "SF", trackingNumber: "SF-1" }));
  expect(await told(again)).toMatchObject({ status: "in_transit", withdrawable: false });
  const late = await withdrawReturn(number, token, { rma: again, version: (await told(again)).version });
  expect(late).toMatchObject({ refusal: { code: "return_status" } });
});

it("a link of another order opens nothing, and says so as of an order that is not there", async () => {
  const [one, other] = [await sent(), await sent()];
  const refused = { ok: false, refusal: { code: "not_found" } };
  expect(await askReturn(one.number, other.token, ask())).toMatchObject(refused);
  expect(await askReturn("CH-999999", trackingLink({ number: "CH-999999" }).split("t=")[1] ?? "", ask())).toMatchObject(
    refused,
  );
});

it("the policy decides, nobody takes what it refuses, and tries are few", async () => {
  const { number, token } = await sent();
  const save = async (change: object) => {
    const { version } = await currentReturnPolicy(connection());
    return run(saveReturnPolicy, owner, { version, policy: { ...defaultReturnPolicy, ...change } });
  };
  must(await save({ reasons: ["damaged"] }));
  expect(await askReturn(number, token, ask())).toMatchObject({
    refusal: { code: "return_refused", facts: { checks: ["reason"] } },
  });
  const sneaky = { ...ask(), override: true, approve: true } as ReturnType<typeof ask>;
  expect(await askReturn(number, token, sneaky)).toMatchObject({ refusal: { code: "forbidden" } });
  for (let tries = 0; tries < 8; tries += 1) await askReturn(number, token, ask("late"));
  expect(await askReturn(number, token, ask("damaged"))).toMatchObject({ refusal: { code: "too_many_attempts" } });
  must(await save({ selfService: false }));
  expect(await getReturnChoice(number)).toBeNull();
  expect((await getTracking(number, new Date()))?.order.mayReturn).toBe(false);
  must(await save({}));
});

import { afterAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { updateReviewPolicy } from "@/lib/settings/commands/update-review-policy";
import { defaultReviewPolicy } from "@/lib/settings/rules/default-policy";
import { addStock, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { holdOrder } from "./commands/hold-order";
import { mapSku } from "./commands/map-sku";
import { receiveOrder } from "./commands/receive-order";
import { recheckOrder } from "./commands/recheck-order";
import { readOrders } from "./lock-order";

const actor = systemActor("test");
const { actor: owner } = await makeShop();
const cup = await makeVariant({ price: "20.00" });
await addStock(cup, 100);

const shipTo = { name: "王小明", line1: "张江路 88", district: "浦东新区", city: "上海", country: "CN" };
let made = 0;

function order(lines: Record<string, unknown>[], more: Record<string, unknown> = {}) {
  made += 1;
  const customer = { name: "王小明", email: `limit-${made}@example.com` };
  return { channel: "manual", paymentMethod: "cod", customer, shipTo, lines, ...more };
}

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? "ok" : outcome.refusal?.code);

async function stageOf(number: string) {
  const [found] = await readOrders(connection(), [number]);
  return found?.stage;
}

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

describe("an item that nobody knows", () => {
  it.each(["warn", "off"])(
    "keeps its order from approving itself, also where the check is set to %s",
    async (severity) => {
      const severities = { ...defaultReviewPolicy.severities, unmapped_sku: severity };
      must(await run(updateReviewPolicy, owner, { ...policy, severities }));
      const [one, two] = [`X-${severity}-1`, `X-${severity}-2`];
      const lines = [
        { sku: one, quantity: 1, unitPrice: "5" },
        { sku: two, quantity: 1, unitPrice: "5" },
      ];
      const { number, stage } = must(await run(receiveOrder, actor, order(lines)));
      expect(stage).toBe("review");
      must(await run(recheckOrder, actor, { number }));
      must(await run(mapSku, actor, { channel: "manual", externalSku: one, sku: cup }));
      expect(await stageOf(number)).toBe("review");
      must(await run(mapSku, actor, { channel: "manual", externalSku: two, sku: cup }));
      expect(await stageOf(number)).toBe("ready");
      must(await run(updateReviewPolicy, owner, { ...policy, severities: defaultReviewPolicy.severities }));
    },
  );
});

it("a code that is linked again, in other case too, means the new item from then on", async () => {
  const pot = await makeVariant({ price: "50.00" });
  await addStock(pot, 5);
  must(await run(mapSku, actor, { channel: "manual", externalSku: "tb-7", sku: cup }));
  must(await run(mapSku, actor, { channel: "manual", externalSku: "TB-7", sku: pot }));
  must(await run(mapSku, actor, { channel: "manual", externalSku: "Tb-7", sku: cup }));
  const { number } = must(await run(receiveOrder, actor, order([{ sku: "TB-7", quantity: 1 }])));
  const [found] = await readOrders(connection(), [number]);
  expect(found?.lines).toMatchObject([{ sku: cup }]);
  const links = await connection().sql`select external_sku from sku_mappings where upper(external_sku) = 'TB-7'`;
  expect([...links]).toEqual([{ external_sku: "Tb-7" }]);
});

const policy = {
  autoApprove: true,
  amountLimits: [],
  duplicateHours: "48",
};

it("an order of a channel that was closed since is still paid and goes on", async () => {
  const { number } = must(
    await run(
      receiveOrder,
      actor,
      order([{ sku: cup, quantity: 1 }], { channel: "api", paymentMethod: "bank_transfer" }),
    ),
  );
  await connection().sql`update channels set active = false where code = 'api'`;
  expect(must(await run(recordPayment, owner, { number, method: "bank_transfer" })).stage).toBe("ready");
  await connection().sql`update channels set active = true where code = 'api'`;
});

describe("numbers that no order has", () => {
  it("are refused: more units than the books can add up", async () => {
    const lines = Array.from({ length: 2200 }, () => ({ sku: "NONE", quantity: 1_000_000, unitPrice: "0" }));
    const outcome = await run(receiveOrder, actor, order(lines));
    expect(outcome).toMatchObject({ ok: false, fields: { lines: ["too_large"] } });
  });

  it("are refused: amounts that a discount takes away again", async () => {
    const line = { sku: "NONE", quantity: 1000, unitPrice: "999999999", discount: "999999999000" };
    expect(codeOf(await run(receiveOrder, actor, order(Array.from({ length: 200 }, () => line))))).toBe(
      "amount_too_large",
    );
  });

  it.each(["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00", "1500-06-01T00:00:00Z"])(
    "are refused: the day %s",
    async (day) => {
      const input = order([{ sku: cup, quantity: 1 }]);
      for (const field of ["placedAt", "promisedAt"]) {
        expect(await run(receiveOrder, actor, { ...input, [field]: day })).toMatchObject({
          fields: { [field]: ["not_a_date"] },
        });
      }
      expect(await run(holdOrder, actor, { number: "CH-1", type: "other", dueAt: day })).toMatchObject({
        fields: { dueAt: ["not_a_date"] },
      });
      expect(await run(recordPayment, actor, { number: "CH-1", method: "cash", receivedAt: day })).toMatchObject({
        fields: { receivedAt: ["not_a_date"] },
      });
    },
  );
});

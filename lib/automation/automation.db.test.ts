import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { type Actor, systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { noteOrder } from "@/lib/orders/commands/note-order";
import { receiveOrderBatch } from "@/lib/orders/commands/receive-order";
import { recheckOrder } from "@/lib/orders/commands/recheck-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { submitDraft } from "@/lib/orders/commands/submit-draft";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { setPromotionStatus } from "@/lib/promotions/commands/set-promotion-status";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf, hire } from "@/lib/testing/people";
import { makeCoupon, promote } from "@/lib/testing/promote";
import { brokenRows } from "@/lib/verify";
import { actFiring } from "./commands/act-firing";
import { applyRule } from "./commands/apply-rule";
import { archiveRule } from "./commands/archive-rule";
import { changeRule, restoreRule } from "./commands/change-rule";
import { createRule } from "./commands/create-rule";
import { fireRules } from "./commands/fire-rules";
import { moveRule } from "./commands/move-rule";
import { switchRule } from "./commands/switch-rule";
import { ruleInput } from "./inputs";
import { dryRun } from "./queries/dry-run";
import { runAutomation, runOverdue } from "./run-automation";

const { sql } = connection();
let owner: Actor;
let mug: string;
let made = 0;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ sku: "MUG-1", price: "10.00", cost: "4.00" });
  await addStock(mug, 500);
});

/** A rule that is switched on; off again at the end of its test, so that the next one is alone. */
async function withRule<T>(settings: object, work: (number: number) => Promise<T>): Promise<T> {
  made += 1;
  const rule = { name: `Rule ${made}`, trigger: "received", ...settings };
  const { number } = must(await run(createRule, owner, { rule, enabled: true }));
  try {
    return await work(number);
  } finally {
    must(await run(archiveRule, owner, { number }));
  }
}

const above = (value: string) => ({ kind: "order", field: "total", op: "more_than", value, currency: "CNY" });
const orderOf = async (number: string) => {
  const [row] = await sql`
    select o.id, o.stage, o.held, o.tags, o.version, o.review, o.total_minor::int as total, p.email as assignee, w.code as location,
      (select array_agg(type order by seq) from order_events where order_id = o.id) as events
    from orders o left join staff p on p.id = o.assignee_id left join locations w on w.id = o.location_id where o.number = ${number}`;
  return row as Record<string, never> & { events: string[]; tags: string[] };
};
const firingsOf = (number: string) => sql`
  select f.seq, f.cause, f.status, f.saw, f.did, f.depth, f.rule_version as version, r.name
  from automation_firings f join orders o on o.id = f.order_id join automation_rules r on r.id = f.rule_id
  where o.number = ${number} order by f.id`;

describe("as an order comes in", () => {
  it("a hold stands before the order would have approved itself, with the values the rule saw", async () => {
    const hold = { kind: "hold", type: "fraud", reason: "Large" };
    await withRule({ conditions: [above("25.00")], actions: [hold] }, async () => {
      const large = await makeOrder([{ sku: mug, quantity: 3 }]);
      expect(await orderOf(large.number)).toMatchObject({
        stage: "review",
        held: true,
        events: ["order.received", "order.held", "order.reviewed"],
      });
      expect(await firingsOf(large.number)).toMatchObject([
        {
          seq: 1,
          cause: "intake",
          status: "done",
          saw: [{ field: "total", saw: "3000", ok: true }],
          did: [{ ok: true }],
        },
      ]);
      const small = await makeOrder([{ sku: mug, quantity: 2 }]);
      expect(await orderOf(small.number)).toMatchObject({ stage: "ready", held: false });
      expect(await firingsOf(small.number)).toEqual([]);
    });
  });

  it("review keeps it for a person, also when its checks run again, until somebody approves it", async () => {
    await withRule({ actions: [{ kind: "review" }] }, async () => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
      expect(await orderOf(number)).toMatchObject({ stage: "review", review: { outcome: "stopped" } });
      must(await run(recheckOrder, owner, { number }));
      expect(await orderOf(number)).toMatchObject({ stage: "review" });
      expect(await firingsOf(number)).toHaveLength(1);
      must(await run(approveOrder, owner, { number }));
      expect(await orderOf(number)).toMatchObject({ stage: "ready" });
    });
  });

  it("review keeps a prepaid order too, when its payment arrives later", async () => {
    await withRule({ actions: [{ kind: "review" }] }, async () => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }], { paymentMethod: "bank_transfer" });
      expect((await orderOf(number)).stage).toBe("awaiting_payment");
      must(await run(recordPayment, owner, { number, method: "bank_transfer" }));
      expect(await orderOf(number)).toMatchObject({ stage: "review", held: false });
    });
    const { number } = await makeOrder([{ sku: mug, quantity: 1 }], { paymentMethod: "bank_transfer" });
    must(await run(recordPayment, owner, { number, method: "bank_transfer" }));
    expect((await orderOf(number)).stage).toBe("ready");
  });

  it("a draft meets the rules when it is placed, not before", async () => {
    await withRule({ actions: [{ kind: "tag", add: ["placed"] }] }, async () => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }], { draft: true });
      expect(await firingsOf(number)).toEqual([]);
      must(await run(submitDraft, owner, { number }));
      expect(await orderOf(number)).toMatchObject({ stage: "ready", tags: ["placed"] });
      expect(await firingsOf(number)).toMatchObject([{ seq: 2, cause: "intake", did: [{ ok: true }] }]);
    });
  });

  it("coupons and promotions are asked for as they are on it: as it comes in, as a draft is placed, and in a dry run", async () => {
    const tenth = await makeCoupon("TENTH");
    const everybody = await promote({ kind: "percent", percent: "20", minimumQuantity: 5 });
    const is = (field: string, op: string, value: unknown, more = {}) => ({ kind: "order", field, op, value, ...more });
    const coded = [is("coupons", "has_any", ["tenth"]), is("promotions", "has_any", [`${tenth}`])];
    const off = is("promotionDiscount", "at_least", "3.00", { currency: "CNY" });
    const rule = { conditions: [...coded, off], actions: [{ kind: "tag", add: ["coded"] }] };
    await withRule(rule, async () => {
      const named = await makeOrder([{ sku: mug, quantity: 3 }], { coupons: ["TENTH"] });
      expect(await orderOf(named.number)).toMatchObject({ tags: ["coded"] });
      expect((await firingsOf(named.number))[0]?.saw).toMatchObject([
        { saw: ["TENTH"] },
        { saw: [`${tenth}`] },
        { saw: "300" },
      ]);
      expect(
        await orderOf((await makeOrder([{ sku: mug, quantity: 2 }], { coupons: ["TENTH"] })).number),
      ).toMatchObject({
        tags: [],
      });
      const draft = await makeOrder([{ sku: mug, quantity: 3 }], { coupons: ["TENTH"], draft: true });
      must(await run(submitDraft, owner, { number: draft.number }));
      expect(await orderOf(draft.number)).toMatchObject({ tags: ["coded"] });
    });
    const given = is("promotions", "has_all", [`${everybody}`]);
    await withRule({ conditions: [given, is("hasCoupon", "is", false)], actions: [{ kind: "review" }] }, async () => {
      const many = await makeOrder([{ sku: mug, quantity: 5 }]);
      expect(many.stage).toBe("review");
      // Asked again with its checks, of what stands with the order.
      must(await run(recheckOrder, owner, { number: many.number }));
      expect(await orderOf(many.number)).toMatchObject({ stage: "review" });
      expect((await makeOrder([{ sku: mug, quantity: 4 }])).stage).toBe("ready");
    });
    const looked = await dryRun(owner, {
      rule: ruleInput.parse({ name: "Dry", trigger: "received", ...rule }),
      number: null,
    });
    expect(looked.orders).toHaveLength(2);
    expect(looked.orders[0]?.saw).toMatchObject([{ saw: ["TENTH"], ok: true }, { ok: true }, { saw: "300", ok: true }]);
    for (const number of [tenth, everybody])
      must(await run(setPromotionStatus, systemActor("test"), { number, status: "ended" }));
  });

  it("each order of a batch meets them by itself", async () => {
    await withRule({ conditions: [above("15.00")], actions: [{ kind: "hold", type: "other" }] }, async () => {
      const order = (quantity: number) => ({
        ...{ channel: "manual", paymentMethod: "cash", lines: [{ sku: mug, quantity }] },
        shipTo: {
          name: "王小明",
          phone: "13800135521",
          line1: "1",
          district: "西湖区",
          city: "杭州市",
          region: "浙江省",
          country: "CN",
        },
      });
      const { answers } = must(await run(receiveOrderBatch, owner, { orders: [order(1), order(2), order(3)] }));
      const held = await Promise.all(
        answers.map(async (each) => "number" in each && (await orderOf(each.number)).held),
      );
      expect(held).toEqual([false, true, true]);
    });
  });

  it("tags, assigns and chooses the warehouse in the same plan", async () => {
    const { email } = await hire("support");
    await makeLocation("EAST");
    await addStock(mug, 50, "EAST");
    const actions = [
      { kind: "tag", add: ["east"] },
      { kind: "assign", email },
      { kind: "warehouse", code: "EAST" },
    ];
    await withRule({ actions }, async () => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }], { tags: ["web"] });
      expect(await orderOf(number)).toMatchObject({
        stage: "ready",
        tags: ["web", "east"],
        assignee: email,
        location: "EAST",
      });
    });
  });

  it("approve lets through what the shop would keep, but nothing that a check stops", async () => {
    const policy = (change: string) => sql`update shops set review_policy = review_policy || ${change}::text::jsonb`;
    await policy('{"autoApprove": false}');
    await withRule({ actions: [{ kind: "approve" }] }, async () => {
      expect((await makeOrder([{ sku: mug, quantity: 1 }])).stage).toBe("ready");
      const unpaid = await makeOrder([{ sku: mug, quantity: 1 }], { paymentMethod: "bank_transfer" });
      expect(unpaid.stage).toBe("awaiting_payment");
      expect(await firingsOf(unpaid.number)).toMatchObject([{ did: [{ ok: false, code: "approval_stopped" }] }]);
    });
    await policy('{"autoApprove": true}');
  });

  it("where two rules choose, the one that stands first does, and the other says so", async () => {
    const people = [await hire("manager", "first@shop.test"), await hire("manager", "second@shop.test")];
    const assign = (index: number) => ({ actions: [{ kind: "assign", email: people[index]?.email }] });
    await withRule(assign(0), () =>
      withRule(assign(1), async (second) => {
        const before = await makeOrder([{ sku: mug, quantity: 1 }]);
        expect((await orderOf(before.number)).assignee).toBe("first@shop.test");
        expect(await firingsOf(before.number)).toMatchObject([
          { did: [{ ok: true }] },
          { did: [{ ok: false, code: "rule_before" }] },
        ]);
        must(await run(moveRule, owner, { number: second, by: -1 }));
        const after = await makeOrder([{ sku: mug, quantity: 1 }]);
        expect((await orderOf(after.number)).assignee).toBe("second@shop.test");
      }),
    );
  });

  it("its turn comes sooner as it comes in, and what a person has to do is opened once", async () => {
    const actions = [
      { kind: "prioritise", priority: "urgent" },
      { kind: "raise", title: "Call the buyer" },
    ];
    await withRule({ actions }, async (rule) => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
      const [row] = await sql`
        select priority, extract(epoch from promised_at - due_at)::int / 3600 as earlier from orders where number = ${number}`;
      expect(row).toEqual({ priority: 2, earlier: 720 });
      await runAutomation();
      must(await run(applyRule, owner, { number: rule, version: 1, orders: [number] }));
      await runAutomation();
      const raised = await sql`
        select e.facts ->> 'title' as title from exceptions e join orders o on o.id = e.order_id where o.number = ${number} and e.type = 'raised'`;
      expect(raised).toEqual([{ title: "Call the buyer" }]);
    });
    expect(await brokenRows()).toEqual([]);
  });

  it("what changes lines or is written follows in the worker", async () => {
    const gift = await makeVariant({ sku: "CARD-1", price: "2.00" });
    await addStock(gift, 10);
    const actions = [
      { kind: "gift", sku: gift, quantity: 1 },
      { kind: "note", body: "Wrap it" },
      { kind: "notify", role: "owner", message: "Look" },
    ];
    await withRule({ actions }, async () => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
      expect(await firingsOf(number)).toMatchObject([{ status: "open", did: [] }]);
      await runAutomation();
      expect(await firingsOf(number)).toMatchObject([
        { status: "done", did: [{ ok: true }, { ok: true }, { ok: false, code: "mail_not_set" }] },
      ]);
      expect(await orderOf(number)).toMatchObject({ total: 1000 });
      const [line] = await sql`
        select l.sku, l.total_minor::int as total from order_lines l join orders o on o.id = l.order_id where o.number = ${number} and l.position = 2`;
      expect(line).toEqual({ sku: gift, total: 0 });
    });
  });
});

describe("carrier and service", () => {
  const serviceOf = async (number: string) =>
    (
      await sql`select s.code from orders o left join shipping_services s on s.id = o.shipping_service_id where o.number = ${number}`
    )[0]?.code;

  it("are set by a rule where the service takes the order, and asked for by another", async () => {
    const asks = { kind: "order", field: "service", op: "is_none_of", value: ["ups-standard"] };
    await withRule({ conditions: [asks], actions: [{ kind: "service", code: "ups-standard" }] }, async () => {
      const [taken, cod] = [
        await makeOrder([{ sku: mug, quantity: 1 }]),
        await makeOrder([{ sku: mug, quantity: 1 }], { paymentMethod: "cod" }),
      ];
      const chosen = await makeOrder([{ sku: mug, quantity: 1 }], { service: "ups-standard" });
      await runAutomation();
      expect(await serviceOf(taken.number)).toBe("ups-standard");
      expect(await firingsOf(taken.number)).toMatchObject([{ status: "done", did: [{ ok: true }] }]);
      expect(await serviceOf(cod.number)).toBeNull();
      expect(await firingsOf(cod.number)).toMatchObject([{ did: [{ ok: false, code: "service_refused" }] }]);
      expect(await firingsOf(chosen.number)).toEqual([]);
    });
    expect(await brokenRows()).toEqual([]);
  });
});

describe("when something happens to an order", () => {
  const tagHeld = { trigger: "held", actions: [{ kind: "tag", add: ["held"] }] };

  it("an event that no rule waits for goes through the outbox as it is written, one that is waited for stays", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
    const waiting = () => sql`
      select e.type from outbox x join order_events e on e.order_id = x.order_id and e.seq = x.seq
      join orders o on o.id = x.order_id where o.number = ${number} and x.published_at is null`;
    expect(await waiting()).toEqual([]);
    await withRule(tagHeld, async () => {
      must(await run(noteOrder, owner, { number, body: "hello" }));
      must(await run(holdOrder, owner, { number, type: "address" }));
      expect(await waiting()).toEqual([{ type: "order.held" }]);
      await runAutomation();
      expect(await waiting()).toEqual([]);
      expect((await orderOf(number)).tags).toEqual(["held"]);
      const [event] = await sql`
        select e.actor_type, e.actor_name, e.actor_id = f.id::text as of_firing
        from order_events e join automation_firings f on f.order_id = e.order_id
        where e.type = 'order.tagged' and e.order_id = (select id from orders where number = ${number})`;
      expect(event).toEqual({ actor_type: "rule", actor_name: `Rule ${made}`, of_firing: true });
    });
  });

  it("fires once, with two workers at it", async () => {
    await withRule(tagHeld, async () => {
      const orders = await Promise.all(Array.from({ length: 12 }, () => makeOrder([{ sku: mug, quantity: 1 }])));
      for (const { number } of orders) must(await run(holdOrder, owner, { number, type: "address" }));
      await Promise.all([runAutomation(), runAutomation(), runAutomation()]);
      await runAutomation();
      for (const { number } of orders) {
        const { events } = await orderOf(number);
        expect(events.filter((type) => type === "order.tagged")).toHaveLength(1);
        expect(await firingsOf(number)).toMatchObject([{ status: "done", did: [{ ok: true }] }]);
      }
    });
  });

  it("goes on where a worker was killed, without doing anything twice", async () => {
    const actions = [
      { kind: "tag", add: ["one"] },
      { kind: "note", body: "two" },
    ];
    await withRule({ trigger: "held", actions }, async () => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
      must(await run(holdOrder, owner, { number, type: "address" }));
      must(await run(fireRules, systemActor("automation"), {}));
      const [firing] = await sql`select id from automation_firings where status = 'open'`;
      // Killed after its first action, and again with the event not yet marked as gone through.
      must(await run(actFiring, systemActor("automation"), { firing: firing?.id }));
      await sql`update outbox set published_at = null where order_id = (select id from orders where number = ${number})`;
      await runAutomation();
      expect((await orderOf(number)).events.slice(-3)).toEqual(["order.held", "order.tagged", "order.noted"]);
      expect(await firingsOf(number)).toMatchObject([{ status: "done", did: [{ ok: true }, { ok: true }] }]);
    });
  });

  it("a refusal is written down with its facts, and the actions after it are done", async () => {
    const actions = [{ kind: "approve" }, { kind: "note", body: "after" }];
    await withRule({ trigger: "held", actions }, async () => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
      must(await run(holdOrder, owner, { number, type: "address" }));
      await runAutomation();
      expect(await firingsOf(number)).toMatchObject([
        { status: "done", did: [{ ok: false, code: "not_in_review" }, { ok: true }] },
      ]);
      expect((await orderOf(number)).events.at(-1)).toBe("order.noted");
    });
  });

  it("rules that call each other end: none fires on what came of itself", async () => {
    const hold = { kind: "hold", type: "fraud" };
    await withRule({ trigger: "released", actions: [hold] }, () =>
      withRule({ trigger: "held", actions: [{ kind: "release", type: "fraud" }] }, async () => {
        const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
        must(await run(holdOrder, owner, { number, type: "address" }));
        must(await run(releaseHold, owner, { number }));
        await runAutomation();
        // held → (nothing to release), released → held → released, and no further.
        expect((await orderOf(number)).events.slice(-4)).toEqual([
          "order.held",
          "order.released",
          "order.held",
          "order.released",
        ]);
        expect((await firingsOf(number)).map(({ depth }) => depth)).toEqual([0, 0, 1]);
      }),
    );
  });

  it("what stays too long in its stage fires once a stay", async () => {
    await withRule({ trigger: "overdue", waitHours: 24, actions: [{ kind: "tag", add: ["late"] }] }, async () => {
      const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
      expect(await runOverdue()).toBe(0);
      await sql.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`update order_events set at = at - interval '25 hours' where order_id = (select id from orders where number = ${number})`;
        await tx`update orders set created_at = created_at - interval '25 hours' where number = ${number}`;
      });
      expect(await runOverdue()).toBe(1);
      expect(await runOverdue()).toBe(0);
      expect((await orderOf(number)).tags).toEqual(["late"]);
    });
  });
});

describe("a dry run", () => {
  it("says what applying the rule then does, order by order", async () => {
    const rule = {
      name: "Dry",
      trigger: "received",
      conditions: [above("45.00")],
      actions: [{ kind: "hold", type: "customer_request" }, { kind: "approve" }],
    };
    const numbers: string[] = [];
    for (const quantity of [4, 5, 6]) numbers.push((await makeOrder([{ sku: mug, quantity }])).number);
    must(await run(holdOrder, owner, { number: numbers[2], type: "customer_request" }));
    const seen = await dryRun(owner, { rule: ruleInput.parse(rule), number: null });
    const mine = seen.orders.filter(({ number }) => numbers.includes(number));
    expect(mine.map(({ number, would }) => [number, would.map(({ ok }) => ok)])).toEqual([
      [numbers[2], [false, false]],
      [numbers[1], [true, false]],
    ]);
    const { number } = must(await run(createRule, owner, { rule }));
    const applied = must(await run(applyRule, owner, { number, version: 1, orders: numbers }));
    expect(applied).toMatchObject({ asked: 3, fired: 2 });
    await runAutomation();
    for (const { number: order, would } of mine) {
      const [firing] = await firingsOf(order);
      expect(firing?.did.map(({ ok, code }: { ok: boolean; code?: string }) => [ok, code])).toEqual(
        would.map((each) => [each.ok, each.ok ? undefined : each.code]),
      );
    }
    expect(must(await run(applyRule, owner, { number, version: 1, orders: [numbers[2]] }))).toMatchObject({ fired: 0 });
    must(await run(archiveRule, owner, { number }));
  });
});

describe("writing rules", () => {
  const rule = (name: string, more: object = {}) => ({
    name,
    trigger: "held",
    actions: [{ kind: "tag", add: ["x"] }],
    ...more,
  });

  it("keeps every version, and restores one as the next", async () => {
    const { number } = must(await run(createRule, owner, { rule: rule("First") }));
    must(await run(changeRule, owner, { number, version: 1, rule: rule("Second") }));
    const late = await run(changeRule, owner, { number, version: 1, rule: rule("Third") });
    expect(late).toMatchObject({ ok: false, refusal: { code: "rule_changed" } });
    expect(must(await run(restoreRule, owner, { number, version: 2, restore: 1 }))).toEqual({ number, version: 3 });
    const versions = await sql`
      select v.version, v.rule ->> 'name' as name from automation_revisions v join automation_rules r on r.id = v.rule_id
      where r.number = ${number} order by 1`;
    expect([...versions]).toEqual([
      { version: 1, name: "First" },
      { version: 2, name: "Second" },
      { version: 3, name: "First" },
    ]);
    await expect(sql`update automation_revisions set changed_by = 'nobody'`.execute()).rejects.toThrow(/append-only/);
    must(await run(archiveRule, owner, { number }));
  });

  it.each([
    ["rule_fires_itself", { actions: [{ kind: "hold", type: "fraud" }] }],
    ["unknown_sku", { actions: [{ kind: "gift", sku: "NOTHING", quantity: 1 }] }],
    ["no_such_person", { actions: [{ kind: "assign", email: "nobody@shop.test" }] }],
    ["unknown_location", { trigger: "received", actions: [{ kind: "warehouse", code: "MOON" }] }],
  ])("refuses %s and writes nothing", async (code, more) => {
    const counted = () => sql`select count(*)::int as rules from automation_rules`;
    const before = await counted();
    expect(await run(createRule, owner, { rule: rule("Refused", more) })).toMatchObject({
      ok: false,
      refusal: { code },
    });
    expect(await counted()).toEqual(before);
  });

  it("gives no two rules one name", async () => {
    const { number } = must(await run(createRule, owner, { rule: rule("Twin") }));
    expect(await run(createRule, owner, { rule: rule("twin") })).toMatchObject({
      ok: false,
      refusal: { code: "rule_name_taken" },
    });
    must(await run(archiveRule, owner, { number }));
    must(await run(createRule, owner, { rule: rule("Twin") }));
  });

  it("is for whoever leads the shop", async () => {
    const support = await actorOf("support", "no-rules@shop.test");
    for (const outcome of [
      await run(createRule, support, { rule: rule("Mine") }),
      await run(switchRule, support, { number: 1, enabled: true }),
    ]) {
      expect(outcome).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
    }
  });
});

it("leaves every promise of the house kept", async () => {
  expect(await brokenRows()).toEqual([]);
});

import { describe, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { actFiring } from "@/lib/automation/commands/act-firing";
import { applyRule } from "@/lib/automation/commands/apply-rule";
import { createRule } from "@/lib/automation/commands/create-rule";
import { fireRules } from "@/lib/automation/commands/fire-rules";
import { moveRule } from "@/lib/automation/commands/move-rule";
import { refuseAction } from "@/lib/automation/commands/refuse-action";
import { lockRule } from "@/lib/automation/load-rule";
import { loadBulk } from "@/lib/bulk/load-bulk";
import { editProduct } from "@/lib/catalog/commands/edit-product";
import { getProduct } from "@/lib/catalog/queries/get-product";
import { processDelivery } from "@/lib/channels/commands/process-delivery";
import { processInbox } from "@/lib/channels/process-inbox";
import { run } from "@/lib/command";
import { assert, refuse } from "@/lib/core/result";
import { raiseException } from "@/lib/exceptions/commands/raise-exception";
import { lockExceptions } from "@/lib/exceptions/lock-exceptions";
import { settleWaves } from "@/lib/fulfilment/close-wave";
import { loadImport } from "@/lib/imports/load-import";
import { generic } from "@/lib/imports/rules/sources/generic";
import { setBin } from "@/lib/inventory/commands/set-bin";
import { setReorderPoint } from "@/lib/inventory/commands/set-reorder-point";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { claimMail } from "@/lib/mail/mail-queue";
import { changeCustomer } from "@/lib/orders/commands/change-customer";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { lockFormerOwner } from "@/lib/orders/lock-former-owner";
import { lockOrder } from "@/lib/orders/lock-order";
import { changeCoupon } from "@/lib/promotions/commands/change-coupon";
import { lockPromotion } from "@/lib/promotions/lock-promotion";
import { saveBuyerMail } from "@/lib/returns/commands/save-buyer-mail";
import { saveLocation } from "@/lib/settings/commands/save-location";
import { saveMailSettings } from "@/lib/settings/commands/save-mail-settings";
import { sealSecrets } from "@/lib/settings/commands/seal-secrets";
import { addCarriers } from "@/lib/shipping/commands/add-carriers";
import { moveCarrier } from "@/lib/shipping/commands/move-carrier";
import { lockOwners, lockStaff } from "@/lib/staff/lock-staff";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { makeCoupon } from "@/lib/testing/promote";
import { lockView } from "@/lib/views/load-view";

const owner = await makeShop();
const cup = await makeVariant();
await addStock(cup, 10);
const order = await makeOrder([{ sku: cup, quantity: 1 }]);
const { sql } = connection();
const [variant] = await sql<{ id: string }[]>`select id from variants where sku = ${cup}`;
const at = new Date();

const id = crypto.randomUUID();
const [view] = await sql<{ number: number }[]>`
  insert into saved_views (id, staff_id, list, name, query) values (${id}, ${owner.id}, 'orders', 'Mine', '') returning number`;
await sql.begin(async (tx) => {
  // What these rows point to does not matter to who waits for whom.
  await tx`set local session_replication_role = replica`;
  const rows = {
    waves: { id, closed_at: at.toISOString() },
    bulk_jobs: { id, action: "hold", status: "checking" },
    imports: { id, status: "uploaded", source: generic.name },
    report_mails: { id, status: "waiting" },
  };
  for (const [table, values] of Object.entries(rows)) {
    const row = JSON.stringify(await blank(table, values));
    await tx.unsafe(`insert into ${table} select (jsonb_populate_record(null::${table}, $1::text::jsonb)).*`, [row]);
  }
});

const promotion = await makeCoupon("TEN");
const raised = must(await run(raiseException, owner.actor, { title: "Ask the carrier" }));
const whole = await makeOrder([{ sku: cup, quantity: 2 }]);
const { part } = must(await run(splitOrder, owner.actor, { number: whole.number, lines: [{ line: 1, quantity: 1 }] }));
const [buyer] = await sql<{ number: string }[]>`
  select number from customers where id = (select customer_id from orders where id = ${whole.id})`;
const given = must(await run(changeCustomer, owner.actor, { number: order.number, customer: buyer?.number ?? "" }));

const actions = [{ kind: "tag", add: ["held"] }];
const rule = must(
  await run(createRule, owner.actor, { rule: { name: "Held", trigger: "held", actions }, enabled: true }),
);
const house = systemActor("worker");

const locks: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  "one order": (tx) => lockOrder(tx, order.number),
  "the levels of a variant": (tx) => lockLevels(tx, [variant?.id ?? ""]),
  "one person": (tx) => lockStaff(tx, owner.id),
  "the owners": (tx) => lockOwners(tx),
  "a view": (tx) => lockView(tx, owner.actor, view?.number ?? 0),
  "a change of many orders": (tx) => loadBulk(tx.sql, { id }, true),
  "an import": (tx) => loadImport(tx.sql, { id }, true),
  "the waves that may close": (tx) => settleWaves(tx, [id], at),
  "a rule": (tx) => lockRule(tx, rule),
  "a promotion": (tx) => lockPromotion(tx, { number: promotion }),
  "an exception": (tx) => lockExceptions(tx, [raised.number ?? 0]),
  "whom an order was taken from": (tx) => lockFormerOwner(tx, { number: order.number, seq: given.version }),
};

describe("who changes", () => {
  it.each(Object.entries(locks))("%s makes the next one wait", async (_name, lock) => {
    const code = await sql.begin(async (first) => {
      await lock({ sql: first } as unknown as Tx);
      return sql
        .begin(async (second) => {
          await second`set local lock_timeout = '100ms'`;
          await lock({ sql: second } as unknown as Tx);
          return "went on";
        })
        .catch((error: { code?: string }) => error.code);
    });
    expect(code).toBe("55P03");
  });
});

const spare = crypto.randomUUID();
await sql`insert into locations (id, code, name, priority, active) values (${spare}, 'SPARE', 'Spare', 5, true)`;
const delivery = crypto.randomUUID();
await sql`
  insert into channels (id, code, name, kind, currency, webhook_secret)
  values (${delivery}, 'web', 'Web', 'shopify', 'GBP', 'of before')`;
await sql`
  insert into channel_inbox (id, channel_id, delivery_id, topic, headers, body, status)
  values (${delivery}, ${delivery}, 'one', 'orders/create', '{}', 'not an order', 'received')`;
const nothingElse = { nameZh: "", addressLines: "", city: "", country: "", phone: "", priority: 5 };
const mail = { port: 25, security: "none", username: "", password: "", fromAddress: "shop@example.com" } as const;

must(await run(saveMailSettings, owner.actor, { ...mail, host: "one.example.com" }));
must(await run(saveBuyerMail, owner.actor, { kinds: [], address: "https://one.example.com" }));
must(await run(addCarriers, owner.actor, { codes: ["sf", "zto"] }));

const held = [order.number, part.number];
for (const number of held) must(await run(holdOrder, owner.actor, { number, type: "address" }));
must(await run(applyRule, owner.actor, { ...rule, orders: held }));
const [refused, done] = await sql<{ id: string }[]>`select id from automation_firings where status = 'open'`;

async function editCup(): Promise<unknown> {
  const product = await getProduct(owner.actor, cup);
  assert(product, "the cup is there");
  const { changedAt: seen, variants, ...fields } = product;
  const kept = variants.map(({ version, onHand: _, available: __, ...variant }) => ({
    ...variant,
    was: { sku: variant.sku, version },
  }));
  return run(editProduct, owner.actor, { ...fields, sku: cup, seen, variants: kept });
}

/** Commands that look at rows before they write, and the rows they have to lock before they look. */
const commands: Readonly<Record<string, { rows: string; go: () => Promise<unknown> }>> = {
  "a shelf": {
    rows: "stock_levels",
    go: () => run(setBin, owner.actor, { sku: cup, location: "MAIN", bin: "A-1" }),
  },
  "when to order an item": {
    rows: "variants",
    go: () => run(setReorderPoint, owner.actor, { sku: cup, reorderPoint: 3, reorderQuantity: null }),
  },
  "a warehouse that closes": {
    // The other open one: that it stays open is what was looked at.
    rows: "locations where code = 'MAIN'",
    go: () =>
      run(saveLocation, owner.actor, { ...nothingElse, id: spare, code: "SPARE", name: "Spare", active: false }),
  },
  "how mail is sent": {
    rows: "mail_settings",
    go: () => run(saveMailSettings, owner.actor, { ...mail, host: "mail.example.com" }),
  },
  "a product": { rows: "products", go: editCup },
  "a product's items": { rows: "variants", go: editCup },
  "a delivery of a channel": {
    rows: "channel_inbox",
    go: () => run(processDelivery, systemActor("inbox"), { id: delivery }),
  },
  "what went wrong with a delivery": {
    rows: "channel_inbox",
    go: () => {
      // It fails without a look at its row, so that nobody but who counts the failure can wait.
      vi.spyOn(processDelivery, "run").mockResolvedValueOnce(refuse("gone"));
      return processInbox(delivery);
    },
  },
  "what is written to buyers": {
    rows: "buyer_mail_settings",
    go: () => run(saveBuyerMail, owner.actor, { kinds: ["return_received"], address: "https://shop.example.com" }),
  },
  "secrets that lie open": { rows: "channels", go: () => run(sealSecrets, house, {}) },
  "the sequence of carriers": {
    rows: "carriers",
    go: () => run(moveCarrier, owner.actor, { code: "zto", by: -1 }),
  },
  "the sequence of rules": {
    rows: "automation_rules",
    go: () => run(moveRule, owner.actor, { number: rule.number, by: -1 }),
  },
  "an action that is refused": {
    rows: "automation_firings",
    go: () => run(refuseAction, house, { firing: refused?.id, action: 0, code: "not_in_review" }),
  },
  "a coupon": {
    rows: "coupons",
    go: () => run(changeCoupon, owner.actor, { code: "TEN", active: true, limitTotal: 3 }),
  },
  "a split that is taken back": {
    rows: "order_lineage",
    go: () => run(rejoinOrders, owner.actor, { number: whole.number, other: part.number }),
  },
};

describe("a command that looks before it writes", () => {
  it.each(Object.entries(commands))("%s waits for whoever works on the same", async (_name, { rows, go }) => {
    const holder = await sql.reserve();
    await holder`begin`;
    // The weakest lock there is: it keeps nobody from writing the row, only from locking it to look.
    await holder.unsafe(`select 1 from ${rows} for key share`);
    const [{ pid } = { pid: 0 }] = await holder<{ pid: number }[]>`select pg_backend_pid() as pid`;
    let ended = false;
    const outcome = go().finally(() => {
      ended = true;
    });
    const waits = async () => {
      const [row] = await sql<{ waits: boolean }[]>`
        select exists (select 1 from pg_stat_activity where ${pid} = any(pg_blocking_pids(pid))) as waits`;
      return row?.waits || ended;
    };
    await expect.poll(waits, { interval: 10 }).toBe(true);
    const waited = !ended;
    await holder`commit`;
    holder.release();
    await outcome;
    expect(waited).toBe(true);
  });
});

/** What workers take for themselves. */
const queues: Readonly<Record<string, { rows: string; take: () => Promise<boolean> }>> = {
  "events that rules wait for": {
    rows: "outbox",
    take: async () => must(await run(fireRules, house, {})).taken > 0,
  },
  "a rule's action": {
    rows: "automation_firings",
    take: async () => must(await run(actFiring, house, { firing: done?.id })).acted,
  },
  "a mail": { rows: "report_mails", take: async () => (await claimMail("report_mails", at)) !== undefined },
};

describe("a worker", () => {
  it.each(Object.entries(queues))("leaves %s to the one that has it in hand", async (_name, { rows, take }) => {
    await sql.begin(async (other) => {
      await other.unsafe(`select 1 from ${rows} for update`);
      expect(await take()).toBe(false);
    });
    expect(await take()).toBe(true);
  });
});

/** A row with something in every column that must have it. */
async function blank(table: string, values: Record<string, string>): Promise<Record<string, string | number>> {
  const columns = await sql<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attnotnull`;
  const any = ({ type }: { type: string }) =>
    type === "uuid"
      ? id
      : type === "text"
        ? "x"
        : type.startsWith("timestamp")
          ? at.toISOString()
          : type === "jsonb"
            ? "{}"
            : 0;
  return { ...Object.fromEntries(columns.map((column) => [column.name, any(column)])), ...values };
}

import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { type Command, type Outcome, run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import type { ApiClient } from "./client.ts";
import type { Shop } from "./fill.ts";
import type { EffectKind, Ledger } from "./ledger.ts";

const insistForMs = 90_000;
const ordersOfOne = 8;

/** Works like programs and people at once, until told to stop: takes orders in and does all sorts of things to them. */
export async function load(api: ApiClient, shop: Shop, ledger: Ledger, clients: number): Promise<void> {
  await Promise.all(Array.from({ length: clients }, (_, n) => client(api, shop, ledger, n)));
}

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;

async function client(api: ApiClient, shop: Shop, ledger: Ledger, n: number): Promise<void> {
  const own: string[] = [];
  while (!api.stopping) {
    const number = own.length >= ordersOfOne || (own.length > 0 && Math.random() < 0.6) ? pick(own) : null;
    if (number === null) {
      const made = await takeIn(api, shop, n);
      if (made) own.push(made);
    } else if (Math.random() < 0.7) await overHttp(api, shop, number);
    else await byCommand(shop.owner, ledger, number);
    if (own.length >= ordersOfOne && Math.random() < 0.2) own.shift();
    // A person thinks; without this the suite would measure how fast two cores can fail.
    await wait(10 + Math.random() * 40);
  }
}

async function takeIn(api: ApiClient, shop: Shop, n: number): Promise<string | null> {
  const externalId = `chaos-${newId()}`;
  const wrong = Math.random() < 0.05;
  const stopped = Math.random() < 0.3;
  const lines = Array.from({ length: 2 }, () => ({ sku: wrong ? "NO-SUCH-ITEM" : pick(shop.skus), quantity: 1 }));
  const body = {
    channel: "manual",
    externalId,
    customer: { name: "Chaos Buyer", email: `buyer-${n}-${externalId.slice(-12)}@example.com` },
    // A phone that is none stops the order for review, so that there is something to approve.
    shipTo: {
      name: "Chaos Buyer",
      line1: "1 Mill Lane",
      city: "Leeds",
      country: "GB",
      ...(stopped ? { phone: "12" } : {}),
    },
    paymentMethod: stopped ? "cod" : "cash",
    lines,
  };
  const answer = await api.insist("order", externalId, { path: "/api/v1/orders", body });
  return answer && answer.status < 300 ? String(answer.body.number) : null;
}

/** What a program does to an order, or to stock, over the API. */
async function overHttp(api: ApiClient, shop: Shop, number: string): Promise<void> {
  const to = (what: string) => `/api/v1/orders/${number}/${what}`;
  const work: Record<string, () => Promise<unknown>> = {
    approve: () => api.insist("approve", number, { path: to("approve"), body: {} }),
    hold: () => api.insist("hold", number, { path: to("hold"), body: { type: "other", reason: "Chaos" } }),
    release: () => api.insist("release", number, { path: to("release"), body: {} }),
    ship: () =>
      api.insist("ship", number, { path: to("shipments"), body: { carrier: "Chaos Post", trackingNumber: newId() } }),
    cancel: () =>
      Math.random() < 0.4 ? api.insist("cancel", number, { path: to("cancel"), body: {} }) : Promise.resolve(),
    adjust: () => {
      const note = newId();
      const body = { sku: pick(shop.skus), location: "MAIN", reason: "found", quantity: 1, note };
      return api.insist("adjust", note, { path: "/api/v1/stock/adjustments", body });
    },
  };
  await pick(Object.values(work))();
}

/** What the API does not offer goes straight to the command, with a key, as a form of the screens does. */
async function byCommand(owner: Actor, ledger: Ledger, number: string): Promise<void> {
  const insist = <I extends z.ZodType, V, C extends string>(
    kind: EffectKind,
    command: Command<I, V, C>,
    input: unknown,
  ) => untilKnown(kind, number, ledger, (key) => run(command, owner, input, { idempotencyKey: key }));
  const work = [
    () => insist("pick", startPicking, { numbers: [number] }),
    () => insist("payment", recordPayment, { number, method: "cash", amount: "1.00", reference: newId() }),
    () => insist("refund", requestRefund, { number, what: { kind: "amount", amount: "0.50" }, reason: "goodwill" }),
    () => editOnce(owner, ledger, number),
  ];
  await pick(work)();
}

async function editOnce(owner: Actor, ledger: Ledger, number: string): Promise<void> {
  // An edit names the version it saw; another client's change in between refuses it.
  const rows = await connection().sql<{ version: number }[]>`select version from orders where number = ${number}`.catch(
    () => [],
  );
  const version = rows[0]?.version;
  if (version === undefined) return;
  const input = { number, version, sellerNote: newId() };
  await untilKnown("edit", number, ledger, (key) => run(editOrder, owner, input, { idempotencyKey: key }));
}

async function untilKnown(
  kind: EffectKind,
  ref: string,
  ledger: Ledger,
  attempt: (key: string) => Promise<Outcome<unknown>>,
): Promise<void> {
  const key = newId();
  const until = Date.now() + insistForMs;
  for (let sent = 1; ; sent += 1) {
    const outcome = await attempt(key).catch(() => null);
    if (outcome?.ok || (outcome && outcome.refusal.code !== "in_progress")) {
      const code = outcome.ok ? "done" : outcome.refusal.code;
      ledger.add({ kind, ref, outcome: outcome.ok ? "done" : "refused", sent }, `command ${code}`);
      return;
    }
    if (Date.now() > until) {
      ledger.add({ kind, ref, outcome: "unknown", sent }, "no answer");
      return;
    }
    await wait(Math.min(50 * 2 ** sent, 1000) * (0.5 + Math.random() / 2));
  }
}

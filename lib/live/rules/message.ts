import { z } from "zod";

/** An order that changed: its number, its version and stage from then on, and whether it has just come in. */
export type OrderChange = { number: string; version: number; stage: string; isNew: boolean };

/** A long piece of work that got further; how far is asked where it is shown. */
export type JobChange = { kind: "import" | "bulk"; number: string };

/** Somebody who has a form about an order open. */
export type Editing = { number: string; by: string };

/** What happened since the last look; "many" where it was too much to name. */
export type Changes = {
  orders: Map<string, OrderChange> | "many";
  jobs: Map<string, JobChange>;
  stock: boolean;
  returns: boolean;
  editing: Map<string, Editing>;
};

/** What a browser is told. Absent: nothing of the kind happened, or the role may not see it. */
export type LiveMessage = {
  /** Everything may have changed: the stream has just begun, or began anew. */
  resync?: true;
  counts?: Record<string, number>;
  orders?: OrderChange[] | "many";
  jobs?: JobChange[];
  stock?: true;
  returns?: true;
  editing?: Editing[];
};

const orderRow = z.tuple([z.string(), z.number(), z.string(), z.boolean()]);
const notification = z.discriminatedUnion("topic", [
  z.object({ topic: z.literal("orders"), facts: z.array(orderRow).nullish() }),
  z.object({ topic: z.literal("job"), facts: z.tuple([z.enum(["import", "bulk"]), z.string()]) }),
  z.object({ topic: z.literal("stock") }),
  z.object({ topic: z.literal("returns") }),
  z.object({ topic: z.literal("editing"), facts: z.tuple([z.string(), z.string()]) }),
  z.object({ topic: z.literal("staff") }),
  // Only the number beside the navigation changes: it is counted anew for each word that is said.
  z.object({ topic: z.literal("exceptions") }),
  // For the worker: something waits for a rule.
  z.object({ topic: z.literal("automation") }),
  // For the worker: something is to be sent to another system.
  z.object({ topic: z.literal("webhooks") }),
  z.object({ topic: z.literal("echo"), facts: z.string() }),
]);

/** What the database said; null for what this build does not know: another build may speak on the same channel. */
export function readNotification(payload: string): z.output<typeof notification> | null {
  try {
    return notification.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}

export function noChanges(): Changes {
  return { orders: new Map(), jobs: new Map(), stock: false, returns: false, editing: new Map() };
}

/** More than this is not listed one by one. */
const namedAtMost = 200;

/** Adds a notification to what is still to be told: a burst becomes one message, the last word of each order. */
export function addChanges(changes: Changes, said: NonNullable<ReturnType<typeof readNotification>>): void {
  if (said.topic === "stock") changes.stock = true;
  if (said.topic === "returns") changes.returns = true;
  if (said.topic === "orders") {
    const { orders } = changes;
    if (!said.facts || orders === "many") changes.orders = "many";
    else {
      for (const [number, version, stage, isNew] of said.facts) {
        const before = orders.get(number);
        if (before && before.version >= version) continue;
        orders.set(number, { number, version, stage, isNew: isNew || (before?.isNew ?? false) });
      }
      if (orders.size > namedAtMost) changes.orders = "many";
    }
  }
  if (said.topic === "editing") {
    const [number, by] = said.facts;
    changes.editing.set(`${number} ${by}`, { number, by });
  }
  if (said.topic === "job") {
    const [kind, number] = said.facts;
    changes.jobs.set(`${kind} ${number}`, { kind, number });
  }
}

/** Who may follow which work. */
const readsJob = { import: "imports.read", bulk: "orders.read" } as const;
type Asked = "orders.read" | "imports.read" | "stock.read" | "returns.read";

/** The part of the changes that a role may see. */
export function visibleTo(changes: Changes, may: (permission: Asked) => boolean): LiveMessage {
  const message: LiveMessage = {};
  const { orders } = changes;
  if (may("orders.read") && (orders === "many" || orders.size > 0))
    message.orders = orders === "many" ? orders : [...orders.values()];
  const jobs = [...changes.jobs.values()].filter(({ kind }) => may(readsJob[kind]));
  if (jobs.length > 0) message.jobs = jobs;
  if (may("orders.read") && changes.editing.size > 0) message.editing = [...changes.editing.values()];
  if (may("stock.read") && changes.stock) message.stock = true;
  if (may("returns.read") && changes.returns) message.returns = true;
  return message;
}

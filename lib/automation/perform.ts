import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { raiseException } from "@/lib/exceptions/commands/raise-exception";
import { enqueue } from "@/lib/jobs/queue";
import { loadMailServer } from "@/lib/mail/load-mail-server";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { assignOrder } from "@/lib/orders/commands/assign-order";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { changeService } from "@/lib/orders/commands/change-service";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { noteOrder } from "@/lib/orders/commands/note-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { setPriority } from "@/lib/orders/commands/set-priority";
import { tagOrder } from "@/lib/orders/commands/tag-order";
import { queueDelivery } from "@/lib/webhooks/commands/queue-delivery";
import type { Action, ActionKind } from "./rules/actions";

/** The order an action is about, and the rule that wants it. */
type On = { number: string; rule: string };
type Perform<Kind extends ActionKind> = (
  context: CommandContext,
  action: Extract<Action, { kind: Kind }>,
  on: On,
) => Promise<unknown>;

/** How each action is done: by the command that people use, in the open transaction. */
const performers: { [Kind in ActionKind]: Perform<Kind> } = {
  approve: (context, _, { number, rule }) => approveOrder.within(context, { number, note: rule }),
  review: async () => refuse("only_at_intake"),
  hold: (context, { kind: _, ...hold }, { number, rule }) =>
    holdOrder.within(context, { number, ...hold, reason: hold.reason || rule }),
  release: (context, { type }, { number, rule }) => releaseHold.within(context, { number, type, note: rule }),
  tag: (context, { add, remove }, { number }) => tagOrder.within(context, { number, add, remove }),
  assign: (context, { email }, { number }) => assignOrder.within(context, { number, email }),
  warehouse: async () => refuse("only_at_intake"),
  prioritise: (context, { priority }, { number, rule }) =>
    setPriority.within(context, { number, priority, reason: rule }),
  service: (context, { code }, { number }) => changeService.within(context, { number, service: code }),
  gift: (context, { sku, quantity }, { number, rule }) =>
    changeOrder.within(context, { number, add: [{ sku, quantity, unitPrice: "0" }], reason: "other", note: rule }),
  note: (context, { body }, { number }) => noteOrder.within(context, { number, body }),
  // Once for a rule and an order: a rule that fires again finds it open.
  raise: (context, { title }, { number, rule }) =>
    raiseException.within(context, { title, note: rule, order: number, key: `rule ${rule}` }),
  notify: queueMails,
  // The actor of a rule is the firing.
  webhook: (context, { endpoint }, { number }) =>
    queueDelivery.within(context, { endpoint, order: number, firing: context.actor.id }),
};

/** Does one action of a firing in the open transaction; answers with the refusal where it cannot be done. */
export async function perform(context: CommandContext, action: Action, on: On): Promise<Refusal | undefined> {
  const performer = performers[action.kind] as Perform<ActionKind>;
  const answer = await performer(context, action, on);
  return isRefusal(answer) ? answer : undefined;
}

/** One mail a reader, each tried by itself until the server has it. Only people of the house are written to. */
async function queueMails(
  { tx }: CommandContext,
  { role, email, message }: Extract<Action, { kind: "notify" }>,
  { number, rule }: On,
): Promise<Refusal | undefined> {
  if (!(await loadMailServer(tx.sql))) return refuse("mail_not_set");
  const people = await tx.sql<{ id: string }[]>`
    select id from staff where active and (role = ${role ?? ""} or lower(email) = ${email.toLowerCase()})`;
  if (people.length === 0) return role === null ? refuse("no_such_person", { email }) : refuse("nobody_of_role");
  const mail = { subject: `${rule}: ${number}`, text: `${message}\n\n${number}` };
  await enqueue(
    tx,
    people.map(({ id }) => ({ queue: "automation.notify", data: { staffId: id, ...mail } })),
  );
  return undefined;
}

import { returnLines, returns } from "@/db/schema/returns";
import { refuseTransaction, type Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { post } from "@/lib/post";
import { columnsOf, insertRows, recordset, toJson } from "@/lib/rows";
import { newsOf } from "./rules/buyer-mail";
import type { ReturnPatch, ReturnPlan } from "./rules/change";
import type { ReturnLineState, ReturnState, ReturnStatus } from "./rules/state";
import { tellBuyer } from "./tell-buyer";

/** What a command on a return answers. */
export type ReturnChanged = { rma: string; version: number; status: ReturnStatus; number: string; stage: string };

/** Writes a return and what its plan does to the order; stock that comes free is offered to orders that wait for it. */
export async function postReturn(context: CommandContext, plan: ReturnPlan): Promise<ReturnChanged> {
  const { tx } = context;
  if (!plan.orderFirst) await writeReturn(context, plan);
  await lockLevels(
    tx,
    (plan.order.stock ?? []).map((posting) => posting.variantId),
  );
  const [posted] = await post(context, [plan.order, ...(plan.created ? [plan.created] : [])]);
  if (plan.orderFirst) await writeReturn(context, plan);
  await offerFreed(tx, plan.order.stock);
  await tellBuyer(context, plan.after.id, newsOf(plan));
  const { number: rma, version, status } = plan.after;
  return { rma, version, status, number: posted?.number ?? "", stage: posted?.after.stage ?? "" };
}

async function writeReturn({ tx, now }: CommandContext, plan: ReturnPlan): Promise<void> {
  const { before, after, opening, patch } = plan;
  if (!before) {
    const { lines, ...row } = after;
    await insertRows(tx, returns, [{ ...row, ...opening, ...patch, updatedAt: now }]);
    await insertRows(
      tx,
      returnLines,
      lines.map((line) => lineRow(after, line)),
    );
    return;
  }
  await changeRow(tx, before, after, { ...patch, updatedAt: now });
  const known = new Set(before.lines.map((line) => line.id));
  const [kept, added] = [after.lines.filter(({ id }) => known.has(id)), after.lines.filter(({ id }) => !known.has(id))];
  if (added.length > 0)
    await insertRows(
      tx,
      returnLines,
      added.map((line) => lineRow(after, line)),
    );
  const same = new Map(before.lines.map((line) => [line.id, toJson(line)]));
  const moved = kept.filter((line) => same.get(line.id) !== toJson(line));
  if (moved.length > 0) await changeLines(tx, moved);
}

/** Every column but those that the database keeps by itself. */
function lineRow(ret: ReturnState, line: ReturnLineState): object {
  const { awaited, inspected, refundDue, refunded, line: _, ...row } = line;
  return { ...row, returnId: ret.id, refundWhen: ret.refundWhen };
}

async function changeRow(
  tx: Tx,
  before: ReturnState,
  after: ReturnState,
  set: ReturnPatch & { updatedAt: Date },
): Promise<void> {
  const names = Object.keys(set) as (keyof typeof set)[];
  const columns = columnsOf(returns);
  const row = Object.fromEntries(names.map((name) => [columns.get(name)?.name, set[name]]));
  const result = await tx.sql
    .unsafe(
      `update returns r set status = p.status, version = r.version + 1, ${names
        .map((name) => `${columns.get(name)?.name} = p.${columns.get(name)?.name}`)
        .join(", ")}
       from ${recordset(returns, ["id", "status", ...names])} where r.id = p.id and r.version = $2`,
      [toJson([{ ...row, id: after.id, status: after.status }]), before.version],
      { prepare: true },
    )
    .execute();
  if (result.count !== 1) refuseTransaction(refuse("return_changed", { rma: after.number }));
}

const lineFields = [
  "outcome",
  "findings",
  "approved",
  "declined",
  "withdrawn",
  "extra",
  "received",
  "restocked",
  "qualityControl",
  "damaged",
  "scrapped",
  "sentBack",
  "exchanged",
] as const;

async function changeLines(tx: Tx, lines: readonly ReturnLineState[]): Promise<void> {
  const columns = columnsOf(returnLines);
  const names = lineFields.map((field) => columns.get(field)?.name as string);
  const rows = lines.map((line) => ({
    ...Object.fromEntries(lineFields.map((field, index) => [names[index], line[field]])),
    id: line.id,
  }));
  await tx.sql
    .unsafe(
      `update return_lines l set ${names.map((name) => `${name} = p.${name}`).join(", ")}
       from ${recordset(returnLines, ["id", ...lineFields])} where l.id = p.id`,
      [toJson(rows)],
      { prepare: true },
    )
    .execute();
}

import type { Tx } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import type { Role } from "@/lib/staff/rules/permissions";

export type View = {
  id: string;
  number: number;
  staffId: string;
  list: string;
  name: string;
  query: string;
  sharedWith: Role[];
};

/** A view that this person sees: their own, or one shared with their role; locked until the transaction ends. */
export async function lockView(tx: Tx, actor: Actor, number: number): Promise<View | undefined> {
  const [row] = await tx.sql<View[]>`
    select id, number, staff_id as "staffId", list, name, query, shared_with as "sharedWith" from saved_views
    where number = ${number} for update`;
  return row && sees(actor, row) ? row : undefined;
}

function sees(actor: Actor, view: View): boolean {
  return mayChange(actor, view) || view.sharedWith.includes(actor.role as Role);
}

/** One's own views, and shared ones for whoever may share. */
export function mayChange(actor: Actor, view: Pick<View, "staffId" | "sharedWith">): boolean {
  return view.staffId === actor.id || (view.sharedWith.length > 0 && may(actor, "views.share"));
}

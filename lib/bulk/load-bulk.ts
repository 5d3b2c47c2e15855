import type postgres from "postgres";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { staffActor } from "@/lib/auth/load-session";
import { loadShop } from "@/lib/shop";
import type { Role } from "@/lib/staff/rules/permissions";
import type { BulkActionName, BulkStatus } from "./rules/words";

export type BulkJob = {
  id: string;
  number: string;
  action: BulkActionName;
  input: Record<string, unknown>;
  undoOf: string | null;
  status: BulkStatus;
  createdById: string;
  startedById: string | null;
  waiting: number;
  ready: number;
  done: number;
  skipped: number;
  failed: number;
};

const columns = `id, number, action, input, undo_of as "undoOf", status, created_by_id as "createdById",
  started_by_id as "startedById", waiting, ready, done, skipped, failed`;

/** A bulk change by its number or id; `lock` keeps a second worker and whoever would stop it waiting. */
export async function loadBulk(
  sql: Pick<postgres.ISql, "unsafe">,
  where: { number: string } | { id: string },
  lock = false,
): Promise<BulkJob | undefined> {
  const [name, value] = "id" in where ? ["id", where.id] : ["number", where.number];
  const [row] = await sql.unsafe(`select ${columns} from bulk_jobs where ${name} = $1${lock ? " for update" : ""}`, [
    value,
  ]);
  return row as BulkJob | undefined;
}

/** One order of a change, as it waits for its turn. */
export type BulkItem = {
  position: number;
  orderId: string | null;
  orderNumber: string;
  version: number | null;
  details: Record<string, unknown> | null;
};

export const itemColumns = `position, order_id as "orderId", order_number as "orderNumber", version, details`;

/** The person in whose name the work goes on, as the shop knows them now; undefined once they have no access. */
export async function actingPerson(staffId: string): Promise<Actor | undefined> {
  const { sql } = connection();
  const [[person], shop] = await Promise.all([
    sql<{ id: string; name: string; role: Role }[]>`
      select id, name, role from staff where id = ${staffId} and active`,
    loadShop(sql),
  ]);
  return person && staffActor(person, shop);
}

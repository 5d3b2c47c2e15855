import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { customerCondition } from "./search-condition";

export type CustomerListRow = {
  id: string;
  number: string;
  name: string;
  company: string;
  email: string | null;
  phone: string | null;
  tags: string[];
  place: string;
  /** Orders placed, up to a hundred. */
  orders: number;
  lastOrderAt: string | null;
  createdAt: string;
};

const pageSize = 50;

/** One page of customers by key, the newest first; those merged into another are left out. */
export async function listCustomers(
  actor: Actor,
  state: ListState,
  limit = pageSize,
): Promise<KeyPage<CustomerListRow>> {
  assert(may(actor, "customers.read"), `${actor.role} may not customers.read`);
  const { sql } = connection();
  const direction = readDirection(state);
  const { key, back } = direction;
  const beyond = key
    ? sql`and (c.created_at, c.id) ${back ? sql`>` : sql`<`} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const tag = state.filters.tag?.[0];
  const rows = await sql<(CustomerListRow & { key: string })[]>`
    with page as (
      select c.* from customers c
      where c.merged_into_id is null ${state.q ? sql`and (${customerCondition(sql, state.q)})` : sql``}
        ${tag ? sql`and c.tags @> ${[tag]}::text[]` : sql``} ${beyond}
      order by c.created_at ${back ? sql`asc` : sql`desc`}, c.id ${back ? sql`asc` : sql`desc`} limit ${limit + 1}
    )
    select c.id, c.number, c.name, c.company, c.email, c.phone, c.tags, coalesce(a.address->>'city', '') as place,
      (select count(*) from (select 1 from orders o where o.customer_id = c.id and o.submitted_at is not null limit 100) n)::int as orders,
      (select to_jsonb(o.placed_at) #>> '{}' from orders o where o.customer_id = c.id and o.submitted_at is not null
       order by o.placed_at desc limit 1) as "lastOrderAt",
      to_jsonb(c.created_at) #>> '{}' as "createdAt", c.created_at::text as key
    from page c left join lateral (
      select address from customer_addresses a where a.customer_id = c.id order by a.is_default desc, a.created_at desc limit 1
    ) a on true
    order by c.created_at ${back ? sql`asc` : sql`desc`}, c.id ${back ? sql`asc` : sql`desc`}`;
  return pageOf(rows, limit, { key, back }, (row) => ({ value: row.key, id: row.id }));
}

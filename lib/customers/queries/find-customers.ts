import { connection } from "@/db/client";
import type { Address } from "@/lib/customers/rules/address";
import { customerCondition } from "./search-condition";

export type CustomerHit = {
  number: string;
  name: string;
  company: string;
  email: string | null;
  phone: string | null;
  /** The default address, else the latest. */
  address: Address | null;
};

const hitsAtMost = 8;

/** The few customers a typed phone tail, name or e-mail may mean; the newest first. */
export async function findCustomers(typed: string): Promise<CustomerHit[]> {
  const { sql } = connection();
  if (typed.trim().length < 2) return [];
  return sql<CustomerHit[]>`
    select c.number, c.name, c.company, c.email, c.phone,
      (select a.address from customer_addresses a where a.customer_id = c.id order by a.is_default desc, a.created_at desc limit 1) as address
    from customers c
    where c.merged_into_id is null and (${customerCondition(sql, typed)})
    order by c.created_at desc, c.id desc limit ${hitsAtMost}`;
}

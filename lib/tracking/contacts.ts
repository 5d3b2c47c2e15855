import type postgres from "postgres";
import type { KnownContact } from "./rules/guess";

type ContactRow = {
  number: string;
  email: string | null;
  phone: string | null;
  to: string | null;
  customer: string | null;
  customerPhone: string | null;
};

/** Placed orders with what opens each of them: e-mail and phone of the order, of its delivery and of its customer. */
export async function contactsOf(
  sql: postgres.ISql,
  where: postgres.Fragment,
): Promise<{ number: string; contact: KnownContact }[]> {
  const rows = await sql<ContactRow[]>`
    select o.number, o.contact_email as email, o.contact_phone as phone, o.ship_to->>'phone' as to, c.email as customer,
      c.phone as "customerPhone"
    from orders o left join customers c on c.id = o.customer_id
    where o.submitted_at is not null and ${where}`;
  return rows.map(({ number, email, phone, to, customer, customerPhone }) => ({
    number,
    contact: { emails: [email, customer], phones: [phone ?? customerPhone, to] },
  }));
}

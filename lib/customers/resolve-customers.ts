import { customerAddresses, customers } from "@/db/schema/customers";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { normaliseEmail, normalisePhone } from "@/lib/core/text";
import { insertRows } from "@/lib/rows";
import type { ContactInput } from "./inputs";
import type { Address } from "./rules/address";

/** Digits of a phone from the end, the form in which tails are looked up. */
export function reversedPhone(phone: string | null): string | null {
  const digits = (phone ?? "").replace(/\D/g, "");
  return digits === "" ? null : [...digits].reverse().join("");
}

/**
 * Keeps others away from whoever goes by these keys (number, source's key, e-mail, phone) until the transaction ends: of
 * two orders of a new customer the second finds the first one's, and nobody is merged while an order of theirs comes in.
 */
export async function lockContacts(tx: Tx, keys: readonly (string | null | undefined)[]): Promise<void> {
  const locks = [...new Set(keys.filter((key): key is string => !!key))].sort();
  await tx.sql`select pg_advisory_xact_lock(hashtextextended('customer ' || key, 2)) from unnest(${locks}::text[]) as key`;
}

/** What a contact is known by in the first place, null where it says nothing at all. */
export function contactKey(contact: ContactInput): string | null {
  const { number, external_key, email, phone } = namesOf(contact);
  return number ?? external_key ?? email ?? phone;
}

function namesOf(contact: ContactInput) {
  return {
    number: contact.number || null,
    external_key: contact.externalKey || null,
    email: contact.email ? (normaliseEmail(contact.email) ?? contact.email.toLowerCase()) : null,
    phone: contact.phone ? (normalisePhone(contact.phone) ?? contact.phone) : null,
  };
}

/**
 * The customer of each contact: by number, by the source's own key, by e-mail, by phone; else a new one. Contacts of one
 * call that mean the same person get the same customer. Null where a contact says nothing at all.
 */
export async function resolveCustomers(
  context: CommandContext,
  contacts: readonly (ContactInput & { shipTo?: Address })[],
): Promise<(string | null)[]> {
  const { tx } = context;
  const wanted = contacts.map((contact, index) => ({ index, ...namesOf(contact) }));
  const known = contacts.map(contactKey);
  if (known.every((key) => key === null)) return contacts.map(() => null);

  await lockContacts(tx, known);
  const rows = await tx.sql`
    select w.index, coalesce(
      (select coalesce(c.merged_into_id, c.id) from customers c where c.number = w.number),
      (select coalesce(c.merged_into_id, c.id) from customers c where c.external_key = w.external_key),
      (select coalesce(c.merged_into_id, c.id) from customers c where lower(c.email) = w.email and w.external_key is null
         order by c.merged_into_id nulls first, c.created_at limit 1),
      (select coalesce(c.merged_into_id, c.id) from customers c where c.phone = w.phone and c.phone_reversed = reverse(regexp_replace(w.phone, '\\D', '', 'g'))
         and w.external_key is null and w.email is null order by c.merged_into_id nulls first, c.created_at limit 1)
    ) as id
    from json_to_recordset(${JSON.stringify(wanted)}::text::json) as w(index int, number text, external_key text, email text, phone text)
    order by w.index`;
  const ids = rows.map((row) => (row.id as string | null) ?? null);

  const made = new Map<string, string>();
  const fresh: { id: string; contact: (typeof contacts)[number] }[] = [];
  for (const [index, contact] of contacts.entries()) {
    const key = known[index];
    if (ids[index] || !key || contact.number) continue;
    const id = made.get(key) ?? newId();
    if (!made.has(key)) fresh.push({ id, contact });
    made.set(key, id);
    ids[index] = id;
  }
  if (fresh.length > 0) await createCustomers(context, fresh);
  return ids;
}

async function createCustomers(
  context: CommandContext,
  fresh: readonly { id: string; contact: ContactInput & { shipTo?: Address } }[],
): Promise<void> {
  const { tx, now } = context;
  const numbers =
    await tx.sql`select nextval('customer_number_seq')::text as n from generate_series(1, ${fresh.length})`;
  await insertRows(
    tx,
    customers,
    fresh.map(({ id, contact }, index) => {
      const phone = contact.phone ? (normalisePhone(contact.phone) ?? contact.phone) : null;
      return {
        id,
        number: `C-${numbers[index]?.n}`,
        name: contact.name ?? contact.shipTo?.name ?? "",
        company: contact.company ?? "",
        email: contact.email ? (normaliseEmail(contact.email) ?? contact.email.toLowerCase()) : null,
        phone,
        phoneReversed: reversedPhone(phone),
        locale: contact.locale ?? (contact.shipTo?.country === "CN" ? "zh-CN" : "en"),
        tags: [],
        externalKey: contact.externalKey || null,
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
    }),
  );
  const addresses = fresh.filter(({ contact }) => contact.shipTo);
  if (addresses.length > 0) {
    await insertRows(
      tx,
      customerAddresses,
      addresses.map(({ id, contact }) => ({
        id: newId(),
        customerId: id,
        address: contact.shipTo,
        isDefault: true,
        createdAt: now,
      })),
    );
  }
}

import { customerAddresses, customers } from "@/db/schema/customers";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { normaliseEmail, normalisePhone } from "@/lib/core/text";
import { defaultLocale } from "@/lib/i18n/locales";
import { localeOfCountry } from "@/lib/i18n/rules/languages";
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
  await tx.sql`
    select pg_advisory_xact_lock(hashtextextended('customer ' || key, 2)) from unnest(${locks}::text[]) as key`.execute();
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

type Contact = ContactInput & { shipTo?: Address };
export type NewCustomer = { id: string; contact: Contact };

/** `planCustomers`, with those who are new created at once. */
export async function resolveCustomers(
  context: CommandContext,
  contacts: readonly Contact[],
): Promise<(string | null)[]> {
  const { ids, fresh } = await planCustomers(context, contacts);
  createCustomers(context, fresh);
  return ids;
}

/** The customers that contacts are, as far as they are there: by number, by the source's own key, by e-mail, by phone. */
export function knownCustomers({ sql }: Pick<Tx, "sql">, contacts: readonly Contact[]): Promise<(string | null)[]> {
  const wanted = contacts.map((contact, index) => ({ index, ...namesOf(contact) }));
  return sql`
    select w.index, coalesce(
      (select coalesce(c.merged_into_id, c.id) from customers c where c.number = w.number),
      (select coalesce(c.merged_into_id, c.id) from customers c where c.external_key = w.external_key),
      (select coalesce(c.merged_into_id, c.id) from customers c where lower(c.email) = w.email and w.external_key is null
         order by c.merged_into_id nulls first, c.created_at limit 1),
      (select coalesce(c.merged_into_id, c.id) from customers c where c.phone = w.phone and c.phone_reversed = reverse(regexp_replace(w.phone, '\\D', '', 'g'))
         and w.external_key is null and w.email is null order by c.merged_into_id nulls first, c.created_at limit 1)
    ) as id
    from json_to_recordset(${JSON.stringify(wanted)}::text::json) as w(index int, number text, external_key text, email text, phone text)
    order by w.index`
    .execute()
    .then((rows) => rows.map((row) => (row.id as string | null) ?? null));
}

/**
 * The customer of each contact: by number, by the source's own key, by e-mail, by phone; else one of `fresh`, whom the
 * caller creates. Contacts of one call that mean the same person get the same customer. Null where a contact says nothing
 * at all.
 */
export async function planCustomers(
  { tx }: CommandContext,
  contacts: readonly Contact[],
): Promise<{ ids: (string | null)[]; fresh: NewCustomer[] }> {
  const known = contacts.map(contactKey);
  if (known.every((key) => key === null)) return { ids: contacts.map(() => null), fresh: [] };

  // Sent together and run one after the other: what is read is read under the locks.
  const locked = lockContacts(tx, known);
  const asked = knownCustomers(tx, contacts);
  const [ids] = await Promise.all([asked, locked]);

  const made = new Map<string, string>();
  const fresh: NewCustomer[] = [];
  for (const [index, contact] of contacts.entries()) {
    const key = known[index];
    if (ids[index] || !key || contact.number) continue;
    const id = made.get(key) ?? newId();
    if (!made.has(key)) fresh.push({ id, contact });
    made.set(key, id);
    ids[index] = id;
  }
  return { ids, fresh };
}

/**
 * Creates customers that `planCustomers` planned, within the same transaction. Their numbers are the next ones (the column's default).
 */
export function createCustomers({ tx, now }: CommandContext, fresh: readonly NewCustomer[]): void {
  if (fresh.length === 0) return;
  tx.owe([
    insertRows(
      tx,
      customers,
      fresh.map(({ id, contact }) => {
        const phone = contact.phone ? (normalisePhone(contact.phone) ?? contact.phone) : null;
        return {
          id,
          name: contact.name ?? contact.shipTo?.name ?? "",
          company: contact.company ?? "",
          email: contact.email ? (normaliseEmail(contact.email) ?? contact.email.toLowerCase()) : null,
          phone,
          phoneReversed: reversedPhone(phone),
          locale: contact.locale ?? localeOfCountry(contact.shipTo?.country ?? "") ?? defaultLocale,
          tags: [],
          externalKey: contact.externalKey || null,
          version: 1,
          createdAt: now,
          updatedAt: now,
        };
      }),
    ),
  ]);
  const addresses = fresh.filter(({ contact }) => contact.shipTo);
  if (addresses.length > 0) {
    tx.owe([
      insertRows(
        tx,
        customerAddresses,
        addresses.map(({ id, contact }) => ({
          id: newId(),
          customerId: id,
          address: contact.shipTo,
          isDefault: true,
          createdAt: now,
        })),
      ),
    ]);
  }
}

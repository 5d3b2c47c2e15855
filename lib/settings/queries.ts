import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { type SealedUse, unseal } from "@/lib/auth/sealed";
import { assert } from "@/lib/core/result";
import type { ChannelKind } from "./rules/channel-kinds";
import type { MailSecurity } from "./rules/mail-security";

export type SecretState = "none" | "set" | "lost";

function stateOf(kept: string | null, use: SealedUse): SecretState {
  if (kept === null) return "none";
  return unseal(kept, use) === null ? "lost" : "set";
}

function check(actor: Actor): void {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
}

/** Whether anything was ever sold, which fixes the shop's currency. */
export async function hasOrders(actor: Actor): Promise<boolean> {
  check(actor);
  const [row] = await connection().sql`select 1 from orders limit 1`;
  return row !== undefined;
}

/** Currencies the shop works with: its own, its channels', those a limit names. */
export async function listCurrencies(actor: Actor): Promise<string[]> {
  check(actor);
  const rows = await connection().sql<{ currency: string }[]>`
    select currency from (
      select 0 as place, currency from shops
      union all select 1, currency from channels
      union all select 2, jsonb_object_keys(review_policy -> 'amountLimits') from shops
    ) as used
    group by currency order by min(place), currency`;
  return rows.map(({ currency }) => currency);
}

export type TaxRateRow = { country: string; taxClass: string; rate: string; label: string };

export async function listTaxRates(actor: Actor): Promise<TaxRateRow[]> {
  check(actor);
  return connection().sql<TaxRateRow[]>`
    select country, tax_class as "taxClass", rate::text, label from tax_rates
    order by country <> (select address ->> 'country' from shops), country = '*', country, tax_class <> 'standard', tax_class`;
}

export type LocationRow = {
  id: string;
  code: string;
  name: string;
  nameZh: string;
  address: { lines: string[]; city: string; country: string; phone: string } | null;
  priority: number;
  active: boolean;
  units: number;
};

export async function listLocations(actor: Actor): Promise<LocationRow[]> {
  check(actor);
  return connection().sql<LocationRow[]>`
    select id, code, name, name_zh as "nameZh", address, priority, active,
      coalesce((select sum(on_hand) from stock_levels where location_id = locations.id), 0)::float8 as units
    from locations order by active desc, priority, lower(name), id`;
}

export type ChannelRow = {
  id: string;
  code: string;
  name: string;
  nameZh: string;
  kind: ChannelKind;
  currency: string;
  pricesIncludeTax: boolean;
  defaultLocationId: string | null;
  active: boolean;
  /** The secret itself never leaves the server; "lost" where it was sealed under another `AUTH_SECRET`. */
  secret: SecretState;
};

export async function listChannels(actor: Actor): Promise<ChannelRow[]> {
  check(actor);
  const rows = await connection().sql<(Omit<ChannelRow, "secret"> & { secret: string | null })[]>`
    select id, code, name, name_zh as "nameZh", kind, currency, prices_include_tax as "pricesIncludeTax",
      default_location_id as "defaultLocationId", active, webhook_secret as secret
    from channels order by active desc, lower(name), id`;
  return rows.map(({ secret, ...row }) => ({ ...row, secret: stateOf(secret, "channel") }));
}

export type NumberRow = { name: string; next: string; gapless: boolean };

/** The next number of each kind: sequences may leave gaps, counters may not. */
export async function listNextNumbers(actor: Actor): Promise<NumberRow[]> {
  check(actor);
  return connection().sql<NumberRow[]>`
    select replace(sequencename, '_number_seq', '') as name, coalesce(last_value + increment_by, start_value)::text as next, false as gapless
    from pg_sequences where schemaname = current_schema() and sequencename like '%\\_number\\_seq'
    union all
    select name, (value + 1)::text, true from counters
    order by name`;
}

export type MailSettings = {
  host: string;
  port: number;
  security: MailSecurity;
  username: string;
  fromAddress: string;
  /** The password itself never leaves the server. */
  password: SecretState;
};

export async function getMailSettings(actor: Actor): Promise<MailSettings | null> {
  check(actor);
  const [row] = await connection().sql<(Omit<MailSettings, "password"> & { password: string | null })[]>`
    select host, port, security, username, from_address as "fromAddress", password from mail_settings`;
  return row ? { ...row, password: stateOf(row.password, "mail") } : null;
}

import type postgres from "postgres";
import { addDays, type Day, startOfDay } from "@/lib/core/dates";
import { type Minor, MoneyError, parseMoney } from "@/lib/core/money";
import { type ListState, resolveDays, resolveRange } from "@/lib/list/params";
import { openStages, type PaymentStatus, stages } from "@/lib/orders/rules/stage";
import { searchCondition } from "./search-condition";

/** What filters are relative to: whose day it is, and who "me" is. */
export type FilterContext = {
  timeZone: string;
  today: Day;
  currency: string;
  staffId: string;
  now: Date;
  /** What `findTyped` said of the typed words, where somebody asked already. */
  few?: readonly string[] | null;
};

/** What the tab, the filters and the search of the order list mean, as a condition on `orders o`. */
export function listCondition(sql: postgres.ISql, state: ListState, context: FilterContext): postgres.Fragment {
  const parts: postgres.Fragment[] = [tabCondition(sql, state.tab)];
  const { filters } = state;
  const one = (name: string) => filters[name]?.[0];
  if (filters.channel) parts.push(channelCondition(sql, filters.channel));
  if (filters.service)
    parts.push(
      sql`o.shipping_service_id = (select id from shipping_services where code = ${filters.service[0] ?? ""})`,
    );
  if (filters.location)
    parts.push(sql`o.location_id in (select id from locations where code = any(${filters.location}))`);
  if (filters.method) parts.push(sql`o.payment_method = any(${filters.method})`);
  const days = one("placed") ? resolveDays(one("placed") as string, context.today) : null;
  if (days?.from) parts.push(sql`o.placed_at >= ${startOfDay(days.from, context.timeZone).toISOString()}`);
  if (days?.to) parts.push(sql`o.placed_at < ${startOfDay(addDays(days.to, 1), context.timeZone).toISOString()}`);
  const payment = one("payment");
  if (payment) parts.push(paymentCondition(sql, payment));
  if (one("country")) parts.push(sql`o.country = ${(one("country") as string).toUpperCase()}`);
  // In the words of the index over tagged orders.
  if (filters.tag) parts.push(sql`(o.tags && ${filters.tag}::text[] and o.tags <> '{}')`);
  if (one("currency")) parts.push(sql`o.currency = ${one("currency") as string}`);
  if (one("import")) parts.push(sql`o.import_id = (select id from imports where number = ${one("import") as string})`);
  if (filters.number) parts.push(sql`o.number = any(${filters.number})`);
  if (one("promotion")) parts.push(promotionCondition(sql, one("promotion") as string));
  if (one("coupon"))
    parts.push(sql`o.id in (
      select order_id from order_promotions where upper(code) = upper(${one("coupon") as string}) and code is not null)`);
  if (one("bulk"))
    parts.push(sql`o.id in (
      select i.order_id from bulk_job_items i join bulk_jobs j on j.id = i.job_id
      where j.number = ${one("bulk") as string} and i.status = 'done')`);
  const range = one("total") ? resolveRange(one("total") as string) : null;
  const currency = one("currency") ?? context.currency;
  // The address may name an amount that its currency does not have: nothing is like it.
  if (range && [range.from, range.to].some((bound) => bound !== null && minorOf(bound, currency) === null))
    parts.push(sql`false`);
  else {
    if (range?.from) parts.push(sql`o.total_minor >= ${`${minorOf(range.from, currency)}`}::bigint`);
    if (range?.to) parts.push(sql`o.total_minor <= ${`${minorOf(range.to, currency)}`}::bigint`);
  }
  if (filters.late) parts.push(sql`o.promised_at < ${context.now.toISOString()} and o.stage in ${open(sql)}`);
  if (filters.open) parts.push(sql`o.stage in ${open(sql)}`);
  if (filters.held) parts.push(sql`o.held`);
  if (filters.left) parts.push(sql`o.first_shipped_at is not null`);
  if (filters.approver)
    parts.push(sql`o.held and o.id in (
      select order_id from holds where approver = any(${filters.approver}) and cleared_at is null and approver is not null)`);
  if (filters.gift) parts.push(sql`o.gift`);
  if (one("assignee"))
    parts.push(one("assignee") === "me" ? sql`o.assignee_id = ${context.staffId}` : sql`o.assignee_id is null`);
  if (state.q) parts.push(searchCondition(sql, state.q, context.few));
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

/** Orders that a promotion took something off; the address names it by its number. */
function promotionCondition(sql: postgres.ISql, number: string): postgres.Fragment {
  if (!/^[1-9]\d{0,8}$/.test(number)) return sql`false`;
  return sql`o.id in (
    select order_id from order_promotions
    where promotion_id = (select id from promotions where number = ${number}::int) and applied and promotion_id is not null)`;
}

function tabCondition(sql: postgres.ISql, tab: string): postgres.Fragment {
  if (tab === "" || tab === "all") return sql`true`;
  if (tab === "held") return sql`o.held`;
  // Written out: a plan kept for any stage knows neither how many orders it has nor the indexes over some of them.
  const stage = stages.find((one) => one === tab);
  return stage ? sql.unsafe(`o.stage = '${stage}'`) : sql`false`;
}

function open(sql: postgres.ISql): postgres.Fragment {
  return sql.unsafe(`(${openStages.map((stage) => `'${stage}'`).join(", ")})`);
}

function paymentCondition(sql: postgres.ISql, status: string): postgres.Fragment {
  switch (status as PaymentStatus) {
    case "paid":
      return sql`(o.refunded_minor = 0 and o.paid_minor > 0 and o.paid_minor >= o.total_minor)`;
    case "part_paid":
      return sql`(o.refunded_minor = 0 and o.paid_minor > 0 and o.paid_minor < o.total_minor)`;
    case "refunded":
      return sql`(o.refunded_minor > 0 and o.refunded_minor >= o.paid_minor)`;
    case "part_refunded":
      return sql`(o.refunded_minor > 0 and o.refunded_minor < o.paid_minor)`;
    case "on_delivery":
      return sql`(o.paid_minor = 0 and o.total_minor > 0 and o.payment_method = 'cod')`;
    default:
      return sql`(o.paid_minor = 0 and o.total_minor > 0 and o.payment_method <> 'cod')`;
  }
}

function minorOf(text: string, currency: string): Minor | null {
  try {
    return parseMoney(text, currency);
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
}

/** One channel's orders come in their order from its own index; those of several are looked for in each. */
function channelCondition(sql: postgres.ISql, codes: readonly string[]): postgres.Fragment {
  return codes.length === 1
    ? sql`o.channel_id = (select id from channels where code = ${codes[0] as string})`
    : sql`o.channel_id = any(array(select id from channels where code = any(${[...codes]})))`;
}

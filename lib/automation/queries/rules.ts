import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Action } from "@/lib/automation/rules/actions";
import type { RuleBody } from "@/lib/automation/rules/body";
import type { Saw } from "@/lib/automation/rules/evaluate";
import type { Outcome } from "@/lib/automation/rules/outcome";
import type { Trigger } from "@/lib/automation/rules/triggers";
import { assert } from "@/lib/core/result";
import type { DeliveryState } from "@/lib/webhooks/rules/states";

function check(actor: Actor): void {
  assert(may(actor, "automation.manage"), `${actor.role} may not automation.manage`);
}

export type RuleRow = RuleBody & {
  number: number;
  version: number;
  enabled: boolean;
  lastFired: string | null;
  /** Orders it fired on in seven days, up to a thousand. */
  firedWeek: number;
};

const weekAtMost = 1000;

const ruleColumns = (sql: postgres.ISql) => sql`
  r.number, r.version, r.enabled, r.name, r.trigger, r.wait_hours as "waitHours", r.match, r.conditions, r.actions,
  (select to_char(max(fired_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from automation_firings where rule_id = r.id) as "lastFired",
  (select count(*)::int from (
     select 1 from automation_firings where rule_id = r.id and fired_at >= now() - interval '7 days' limit ${weekAtMost}
   ) f) as "firedWeek"`;

/** Every rule that is not deleted, in the order in which they act. */
export async function listRules(actor: Actor): Promise<RuleRow[]> {
  check(actor);
  const { sql } = connection();
  return sql<RuleRow[]>`
    select ${ruleColumns(sql)} from automation_rules r where archived_at is null order by r.position, r.number`;
}

export type Version = { version: number; rule: RuleBody; changedBy: string; changedAt: string };
export type RunRow = {
  number: number;
  startedBy: string;
  startedAt: string;
  fired: number;
  done: number;
  refused: number;
};
export type FiredOrder = { id: string; number: string; at: string };
export type RulePage = RuleRow & { versions: Version[]; runs: RunRow[]; fired: FiredOrder[] };

/** One rule with its versions, newest first, and what applying it came to; null when there is none. */
export async function getRule(actor: Actor, number: number): Promise<RulePage | null> {
  check(actor);
  const { sql } = connection();
  const [rule] = await sql<RulePage[]>`
    select ${ruleColumns(sql)},
      (select jsonb_agg(jsonb_build_object('version', version, 'rule', rule, 'changedBy', changed_by, 'changedAt', changed_at) order by version desc)
       from (select * from automation_revisions where rule_id = r.id order by version desc limit 50) v) as versions,
      (select coalesce(jsonb_agg(to_jsonb(x) order by x.number desc), '[]') from (
         select a.number, a.started_by as "startedBy", a.started_at as "startedAt", count(f.id)::int as fired,
           (count(*) filter (where f.status = 'done'))::int as done,
           (count(*) filter (where f.did @> '[{"ok": false}]'))::int as refused
         from (select * from automation_runs where rule_id = r.id order by number desc limit 5) a
         left join automation_firings f on f.run_id = a.id
         group by a.number, a.started_by, a.started_at
       ) x) as runs,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'number', o.number, 'at', f.fired_at) order by f.fired_at desc, f.id desc), '[]')
       from (select * from automation_firings where rule_id = r.id order by fired_at desc, id desc limit 10) f
       join orders o on o.id = f.order_id) as fired
    from automation_rules r where r.number = ${number} and archived_at is null`;
  return rule ?? null;
}

export type FiringRow = {
  id: string;
  rule: string;
  /** Absent for whoever may not open it, or where it was deleted. */
  number: number | null;
  version: number;
  cause: "intake" | "event" | "overdue" | "applied";
  trigger: Trigger;
  status: "open" | "done";
  at: string;
  saw: Saw[];
  actions: Action[];
  did: Outcome[];
  /** What became of the webhooks it called. */
  calls: { endpoint: number; name: string; delivery: string; state: DeliveryState }[];
};

const firingsAtMost = 20;

/** Rules that fired on an order, the newest first, by the names they had then. */
export async function firingsOfOrder(
  orderId: string,
  { sql }: { sql: postgres.ISql } = connection(),
): Promise<FiringRow[]> {
  return sql<FiringRow[]>`
    select f.id, v.rule ->> 'name' as rule, case when r.archived_at is null then r.number end as number, f.rule_version as version,
      f.cause, v.rule ->> 'trigger' as trigger, f.status, to_char(f.fired_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, f.saw, f.actions, f.did,
      (select coalesce(jsonb_agg(jsonb_build_object('endpoint', e.number, 'name', e.name, 'delivery', d.id::text, 'state', d.state)), '[]')
       from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id where d.firing_id = f.id) as calls
    from automation_firings f
    join automation_rules r on r.id = f.rule_id
    join automation_revisions v on v.rule_id = f.rule_id and v.version = f.rule_version
    where f.order_id = ${orderId} order by f.fired_at desc, f.id desc limit ${firingsAtMost}`;
}

export type RuleChoices = {
  channels: { value: string; label: string; labelZh: string }[];
  warehouses: { value: string; label: string; labelZh: string }[];
  services: { value: string; label: string; labelZh: string }[];
  people: { value: string; label: string }[];
  categories: string[];
  currencies: string[];
  webhooks: { value: string; label: string }[];
  /** By their numbers; those that are over come last. */
  promotions: { value: string; label: string }[];
};

/** What of the shop's own a rule may name. */
export async function getRuleChoices(actor: Actor): Promise<RuleChoices> {
  check(actor);
  const [row] = await connection().sql<RuleChoices[]>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'label', name, 'labelZh', coalesce(nullif(name_zh, ''), name)) order by lower(name)), '[]')
       from channels where active) as channels,
      (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'label', name, 'labelZh', coalesce(nullif(name_zh, ''), name)) order by priority, code), '[]')
       from locations where active) as warehouses,
      (select coalesce(jsonb_agg(jsonb_build_object('value', s.code, 'label', c.name || ' · ' || s.name,
         'labelZh', coalesce(nullif(c.name_zh, ''), c.name) || ' · ' || coalesce(nullif(s.name_zh, ''), s.name)) order by c.position, c.code, s.position, s.code), '[]')
       from shipping_services s join carriers c on c.id = s.carrier_id where s.active and c.active) as services,
      (select coalesce(jsonb_agg(jsonb_build_object('value', email, 'label', name) order by name), '[]') from staff where active) as people,
      (select coalesce(jsonb_agg(category order by category), '[]') from (
         select distinct category from products where category <> '' order by category limit 500) c) as categories,
      (select coalesce(jsonb_agg(currency order by place, currency), '[]') from (
         select min(place) as place, currency from (select 0 as place, currency from shops union all select 1, currency from channels) u group by currency
       ) c) as currencies,
      (select coalesce(jsonb_agg(jsonb_build_object('value', number::text, 'label', name) order by lower(name)), '[]')
       from webhook_endpoints where archived_at is null) as webhooks,
      (select coalesce(jsonb_agg(jsonb_build_object('value', number::text, 'label', name) order by gone, lower(name), number), '[]') from (
         select number, name, status = 'ended' as gone from promotions order by status = 'ended', number desc limit 500) p) as promotions`;
  assert(row, "choices always have a row");
  return row;
}

import type { Check } from "./check";

/** What must hold of automation rules that fired. */
export const automationChecks: readonly Check[] = [
  {
    name: "firings-have-their-events",
    sql: `
      select o.number, f.seq, null as caused
      from automation_firings f join orders o on o.id = f.order_id
      left join order_events e on e.order_id = f.order_id and e.seq = f.seq where e.seq is null
      union all
      select o.number, null, e.seq
      from order_events e join orders o on o.id = e.order_id
      left join automation_firings f on f.id::text = e.actor_id and f.order_id = e.order_id
      where e.actor_type = 'rule' and f.id is null`,
  },
];

import type { Check } from "./check";

export const shippingChecks: readonly Check[] = [
  {
    // One that nobody chose is the one it came in with; a draft written anew has what its form says.
    name: "service-is-as-last-chosen",
    sql: `
      select o.number, s.code as service, e.data ->> 'to' as chosen
      from orders o left join shipping_services s on s.id = o.shipping_service_id
      join lateral (
        select type, data from order_events
        where order_id = o.id and type in ('order.service_changed', 'order.draft_saved') order by seq desc limit 1
      ) e on e.type = 'order.service_changed'
      where coalesce(s.code, '') <> e.data ->> 'to'`,
  },
];

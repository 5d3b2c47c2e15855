CREATE INDEX "shipments_left" ON "shipments" USING btree ("shipped_at","id") WHERE "shipments"."shipped_at" is not null;--> statement-breakpoint
-- Whether anything is left of what was bought with an order: itself, or units of its own in orders that they went to.
create function ch_bought_left(of_order uuid) returns boolean language sql stable as $$
  select exists (select from order_lines l where l.order_id = of_order and l.cancelled < l.ordered)
    or exists (
      select from order_lines l
      where l.order_id = of_order and ch_units_left(l.id) > 0 and not exists (
        select from order_lineage k cross join lateral jsonb_array_elements(k.lines) part
        where k.to_id = of_order and k.kind = 'merged' and k.undone_at is null and (part ->> 'to')::int = l.position))
$$;
--> statement-breakpoint
update coupon_uses u set released_at = now()
from orders o where o.id = u.order_id and u.released_at is null and o.stage = 'cancelled' and not ch_bought_left(o.id);

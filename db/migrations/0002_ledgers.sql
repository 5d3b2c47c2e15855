-- Ledgers are append-only: a mistake is mended by another entry.
create function ch_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;
--> statement-breakpoint
create trigger stock_movements_append_only before update or delete or truncate on stock_movements
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger payment_entries_append_only before update or delete or truncate on payment_entries
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger order_events_append_only before update or delete or truncate on order_events
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger sales_entries_append_only before delete or truncate on sales_entries
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
-- The one thing that may change in a sales entry is whether the roll-up has it.
create trigger sales_entries_unchanged before update of
    order_id, credit_note_id, line_id, kind, component, variant_id, channel_id, country, currency, quantity, amount_minor, cost_minor, order_delta, business_day
  on sales_entries for each statement execute function ch_refuse_change();
--> statement-breakpoint
-- Stock: the level, the reservation and the line's reserved counter move with the movement, or nothing moves.
create function ch_post_stock() returns trigger language plpgsql as $$
begin
  update stock_levels l set
    on_hand = l.on_hand + d.on_hand, reserved = l.reserved + d.reserved, damaged = l.damaged + d.damaged,
    quality_control = l.quality_control + d.quality_control, incoming = l.incoming + d.incoming, updated_at = now()
  from (
    select variant_id, location_id, sum(on_hand_delta) on_hand, sum(reserved_delta) reserved, sum(damaged_delta) damaged,
           sum(quality_control_delta) quality_control, sum(incoming_delta) incoming
    from added group by 1, 2
  ) d
  where l.variant_id = d.variant_id and l.location_id = d.location_id;

  insert into stock_levels as l (variant_id, location_id, on_hand, reserved, damaged, quality_control, incoming)
  select a.variant_id, a.location_id, sum(on_hand_delta), sum(reserved_delta), sum(damaged_delta), sum(quality_control_delta), sum(incoming_delta)
  from added a
  where not exists (select 1 from stock_levels e where e.variant_id = a.variant_id and e.location_id = a.location_id)
  group by 1, 2 order by 1, 2
  on conflict (variant_id, location_id) do update set
    on_hand = l.on_hand + excluded.on_hand, reserved = l.reserved + excluded.reserved, damaged = l.damaged + excluded.damaged,
    quality_control = l.quality_control + excluded.quality_control, incoming = l.incoming + excluded.incoming, updated_at = now();

  if exists (select 1 from added where reserved_delta <> 0) then
    update reservations r set quantity = r.quantity + d.quantity
    from (
      select order_line_id, location_id, sum(reserved_delta) quantity from added where reserved_delta <> 0 group by 1, 2
    ) d
    where r.order_line_id = d.order_line_id and r.location_id = d.location_id;

    insert into reservations (order_line_id, location_id, variant_id, quantity)
    select a.order_line_id, a.location_id, min(a.variant_id::text)::uuid, sum(a.reserved_delta)
    from added a
    where a.reserved_delta <> 0
      and not exists (select 1 from reservations e where e.order_line_id = a.order_line_id and e.location_id = a.location_id)
    group by 1, 2
    having sum(a.reserved_delta) <> 0;

    delete from reservations r using added a
    where r.quantity = 0 and a.reserved_delta <> 0 and r.order_line_id = a.order_line_id and r.location_id = a.location_id;

    update order_lines l set reserved = l.reserved + d.quantity
    from (select order_line_id, sum(reserved_delta) quantity from added where reserved_delta <> 0 group by 1) d
    where l.id = d.order_line_id and d.quantity <> 0;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_movements_post after insert on stock_movements
  referencing new table as added for each statement execute function ch_post_stock();
--> statement-breakpoint
-- Money: a payment and its order show what their entries add up to.
create function ch_post_payments() returns trigger language plpgsql as $$
begin
  update payments p set
    authorised_minor = p.authorised_minor + d.authorised, captured_minor = p.captured_minor + d.captured,
    refund_pending_minor = p.refund_pending_minor + d.pending, refunded_minor = p.refunded_minor + d.refunded
  from (
    select payment_id,
      sum(case type when 'authorise' then amount_minor when 'void' then -amount_minor else 0 end) authorised,
      sum(case type when 'capture' then amount_minor else 0 end) captured,
      sum(case type when 'refund_claim' then amount_minor when 'refund_release' then -amount_minor when 'refund' then -amount_minor else 0 end) pending,
      sum(case type when 'refund' then amount_minor else 0 end) refunded
    from added group by 1
  ) d
  where p.id = d.payment_id;

  update orders o set
    authorised_minor = o.authorised_minor + d.authorised, paid_minor = o.paid_minor + d.captured, refunded_minor = o.refunded_minor + d.refunded
  from (
    select order_id,
      sum(case type when 'authorise' then amount_minor when 'void' then -amount_minor else 0 end) authorised,
      sum(case type when 'capture' then amount_minor else 0 end) captured,
      sum(case type when 'refund' then amount_minor else 0 end) refunded
    from added group by 1
  ) d
  where o.id = d.order_id and (d.authorised <> 0 or d.captured <> 0 or d.refunded <> 0);

  if exists (select 1 from added a left join payments p on p.id = a.payment_id and p.order_id = a.order_id where p.id is null) then
    raise exception 'payment entry without its payment' using errcode = 'foreign_key_violation', constraint = 'payment_entries_payment';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger payment_entries_post after insert on payment_entries
  referencing new table as added for each statement execute function ch_post_payments();
--> statement-breakpoint
-- An order is held while a hold is open.
create function ch_mark_held() returns trigger language plpgsql as $$
begin
  update orders o set held = h.held
  from (
    select t.order_id, exists (select 1 from holds x where x.order_id = t.order_id and x.cleared_at is null) held
    from (select distinct order_id from touched) t
  ) h
  where o.id = h.order_id and o.held <> h.held;
  return null;
end $$;
--> statement-breakpoint
create trigger holds_set after insert on holds referencing new table as touched for each statement execute function ch_mark_held();
--> statement-breakpoint
create trigger holds_changed after update on holds referencing new table as touched for each statement execute function ch_mark_held();
--> statement-breakpoint
create trigger holds_gone after delete on holds referencing old table as touched for each statement execute function ch_mark_held();
--> statement-breakpoint
-- Events are numbered 1..n, the order's version is n, and each has its outbox row.
create function ch_post_events() returns trigger language plpgsql as $$
begin
  if exists (
    select 1
    from (select order_id, min(seq) first, max(seq) last, count(*) n from added group by 1) d
    left join orders o on o.id = d.order_id
    where o.id is null or o.version <> d.last or d.last - d.first + 1 <> d.n
  ) then
    raise exception 'events of an order are numbered without a gap' using errcode = 'check_violation', constraint = 'order_events_without_gap';
  end if;
  insert into outbox (order_id, seq) select order_id, seq from added order by at, order_id, seq;
  return null;
end $$;
--> statement-breakpoint
create trigger order_events_post after insert on order_events
  referencing new table as added for each statement execute function ch_post_events();
--> statement-breakpoint
-- Moves the sales ledger's tail into the daily roll-ups, a bounded piece at a time; one at a time, or none.
create function ch_roll_up_sales(piece integer) returns integer language plpgsql as $$
declare moved integer;
begin
  if not pg_try_advisory_xact_lock(hashtext('ch_roll_up_sales')) then return 0; end if;
  create temp table if not exists rolled on commit drop as select * from sales_entries limit 0;
  delete from rolled;
  with taken as (select id from sales_entries where not rolled_up order by id limit piece for update),
       marked as (update sales_entries e set rolled_up = true from taken t where e.id = t.id returning e.*)
  insert into rolled select * from marked;
  get diagnostics moved = row_count;
  insert into sales_daily as s (business_day, channel_id, country, currency, kind, component, quantity, amount_minor, cost_minor, order_count)
  select business_day, channel_id, country, currency, kind, component, sum(quantity), sum(amount_minor), sum(cost_minor), sum(order_delta)
  from rolled group by 1, 2, 3, 4, 5, 6
  on conflict (business_day, channel_id, country, currency, kind, component) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, order_count = s.order_count + excluded.order_count;
  insert into sales_daily_variants as s (business_day, variant_id, channel_id, currency, kind, quantity, amount_minor, cost_minor)
  select business_day, variant_id, channel_id, currency, kind, sum(quantity), sum(amount_minor), sum(cost_minor)
  from rolled where variant_id is not null and component in ('merchandise', 'discount') group by 1, 2, 3, 4, 5
  on conflict (business_day, variant_id, channel_id, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, updated_at = now();
  return moved;
end $$;

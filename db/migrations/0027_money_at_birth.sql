ALTER TABLE "payment_entries" ADD COLUMN "initial" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- An order that comes with money is written with it once, not written and then updated, which cost every index of
-- orders a second entry. Its initial entries only have to be what it says.
create function ch_has_other_money(ids uuid[]) returns boolean language plpgsql stable as $$
begin
  return exists (
    select 1 from orders o
    left join lateral (
      select
        sum(case type when 'authorise' then amount_minor when 'void' then -amount_minor else 0 end) authorised,
        sum(case type when 'capture' then amount_minor else 0 end) captured,
        sum(case type when 'refund' then amount_minor else 0 end) refunded
      from payment_entries e where e.order_id = o.id
    ) l on true
    where o.id = any(ids) and (
      o.authorised_minor <> coalesce(l.authorised, 0) or o.paid_minor <> coalesce(l.captured, 0) or o.refunded_minor <> coalesce(l.refunded, 0)
    )
  );
end $$;--> statement-breakpoint

-- Seen at the transaction's end: entries come after their order.
create function ch_initial_money() returns trigger language plpgsql as $$
begin
  if ch_has_other_money(array[new.id]) then
    raise exception 'an order with other money than its entries' using errcode = 'check_violation', constraint = 'orders_initial_money';
  end if;
  return null;
end $$;--> statement-breakpoint
create constraint trigger orders_initial_money after insert on orders deferrable initially deferred for each row
  when (new.authorised_minor <> 0 or new.paid_minor <> 0 or new.refunded_minor <> 0) execute function ch_initial_money();--> statement-breakpoint

-- Plans of a function are kept for as long as a connection lives: a table that was small then is read whole for ever.
create or replace function ch_post_payments() returns trigger language plpgsql set enable_hashjoin = off set enable_mergejoin = off as $$
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
    from added where not initial group by 1
  ) d
  where o.id = d.order_id and (d.authorised <> 0 or d.captured <> 0 or d.refunded <> 0);

  if ch_has_other_money(array(select distinct order_id from added where initial)) then
    raise exception 'an order with other money than its entries' using errcode = 'check_violation', constraint = 'orders_initial_money';
  end if;
  if exists (select 1 from added a left join payments p on p.id = a.payment_id and p.order_id = a.order_id where p.id is null) then
    raise exception 'payment entry without its payment' using errcode = 'foreign_key_violation', constraint = 'payment_entries_payment';
  end if;
  if exists (
    select 1 from added a
    left join refunds r on r.id = a.refund_id and r.payment_id = a.payment_id and r.amount_minor = a.amount_minor
    where a.refund_id is not null and r.id is null
  ) then
    raise exception 'refund entry that is not its refund''s' using errcode = 'foreign_key_violation', constraint = 'payment_entries_refund';
  end if;
  return null;
end $$;

CREATE UNIQUE INDEX "payment_entries_refund_ends_once" ON "payment_entries" USING btree ("refund_id") WHERE "payment_entries"."type" in ('refund', 'refund_release');
--> statement-breakpoint
-- Money: a payment and its order show what their entries add up to, and a refund's entries are that refund's.
create or replace function ch_post_payments() returns trigger language plpgsql as $$
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
  if exists (
    select 1 from added a
    left join refunds r on r.id = a.refund_id and r.payment_id = a.payment_id and r.amount_minor = a.amount_minor
    where a.refund_id is not null and r.id is null
  ) then
    raise exception 'refund entry that is not its refund''s' using errcode = 'foreign_key_violation', constraint = 'payment_entries_refund';
  end if;
  return null;
end $$;
--> statement-breakpoint
-- An entry that the roll-up has once stays there, or a day would count it twice.
create trigger sales_entries_rolled_up_once before update of rolled_up on sales_entries for each row
  when (old.rolled_up and not new.rolled_up) execute function ch_refuse_change();
--> statement-breakpoint
-- An invoice's number has no gap, and what people did stays written.
create trigger documents_append_only before update or delete or truncate on documents
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
-- Only a draft is written anew: of an order that was placed, stock, money and sales refer to the lines.
create function ch_keep_lines() returns trigger language plpgsql as $$
begin
  if exists (select 1 from orders o where o.id = old.order_id and o.submitted_at is not null) then
    raise exception 'lines of a placed order stay' using errcode = 'restrict_violation', constraint = 'order_lines_kept';
  end if;
  return old;
end $$;
--> statement-breakpoint
create trigger order_lines_kept before delete on order_lines for each row execute function ch_keep_lines();

ALTER TABLE "order_lineage" DROP CONSTRAINT "order_lineage_kind";--> statement-breakpoint
ALTER TABLE "payment_entries" DROP CONSTRAINT "payment_entries_type";--> statement-breakpoint
DROP INDEX "order_lineage_to";--> statement-breakpoint
DROP INDEX "payments_provider_ref";--> statement-breakpoint
ALTER TABLE "order_lineage" ADD COLUMN "kept" jsonb;--> statement-breakpoint
ALTER TABLE "order_lineage" ADD COLUMN "undone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payment_entries" ADD COLUMN "move_id" uuid;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "moved_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "source_id" uuid;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_source_id_payments_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_lineage_into" ON "order_lineage" USING btree ("to_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_lineage_merged_once" ON "order_lineage" USING btree ("from_id") WHERE "order_lineage"."kind" = 'merged' and "order_lineage"."undone_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_entries_move_once" ON "payment_entries" USING btree ("move_id","type") WHERE "payment_entries"."move_id" is not null;--> statement-breakpoint
CREATE INDEX "payments_source" ON "payments" USING btree ("source_id") WHERE "payments"."source_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "order_lineage_to" ON "order_lineage" USING btree ("to_id") WHERE "order_lineage"."kind" <> 'merged';--> statement-breakpoint
CREATE UNIQUE INDEX "payments_provider_ref" ON "payments" USING btree ("provider","provider_ref") WHERE "payments"."provider_ref" is not null and "payments"."source_id" is null;--> statement-breakpoint
ALTER TABLE "order_lineage" ADD CONSTRAINT "order_lineage_undone" CHECK ("order_lineage"."undone_at" is null or "order_lineage"."kind" in ('split', 'merged'));--> statement-breakpoint
ALTER TABLE "order_lineage" ADD CONSTRAINT "order_lineage_kind" CHECK ("order_lineage"."kind" in ('resent', 'duplicated', 'split', 'merged'));--> statement-breakpoint
ALTER TABLE "payment_entries" ADD CONSTRAINT "payment_entries_move_named" CHECK (("payment_entries"."type" in ('move_out', 'move_in')) = ("payment_entries"."move_id" is not null));--> statement-breakpoint
ALTER TABLE "payment_entries" ADD CONSTRAINT "payment_entries_type" CHECK ("payment_entries"."type" in ('authorise', 'void', 'capture', 'refund_claim', 'refund_release', 'refund', 'move_out', 'move_in'));--> statement-breakpoint
-- Money that moves between two orders' payments is neither taken nor given back: what one loses the other gets.
create or replace function ch_has_other_money(ids uuid[]) returns boolean language plpgsql stable as $$
begin
  return exists (
    select 1 from orders o
    left join lateral (
      select
        sum(case when type in ('authorise', 'move_in') then amount_minor when type in ('void', 'move_out') then -amount_minor else 0 end) authorised,
        sum(case when type in ('capture', 'move_in') then amount_minor when type = 'move_out' then -amount_minor else 0 end) captured,
        sum(case type when 'refund' then amount_minor else 0 end) refunded
      from payment_entries e where e.order_id = o.id
    ) l on true
    where o.id = any(ids) and (
      o.authorised_minor <> coalesce(l.authorised, 0) or o.paid_minor <> coalesce(l.captured, 0) or o.refunded_minor <> coalesce(l.refunded, 0)
    )
  );
end $$;--> statement-breakpoint
create or replace function ch_post_payments() returns trigger language plpgsql set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  update payments p set
    authorised_minor = p.authorised_minor + d.authorised, captured_minor = p.captured_minor + d.captured,
    refund_pending_minor = p.refund_pending_minor + d.pending, refunded_minor = p.refunded_minor + d.refunded,
    moved_minor = p.moved_minor + d.moved
  from (
    select payment_id,
      sum(case when type in ('authorise', 'move_in') then amount_minor when type in ('void', 'move_out') then -amount_minor else 0 end) authorised,
      sum(case when type in ('capture', 'move_in') then amount_minor when type = 'move_out' then -amount_minor else 0 end) captured,
      sum(case type when 'refund_claim' then amount_minor when 'refund_release' then -amount_minor when 'refund' then -amount_minor else 0 end) pending,
      sum(case type when 'refund' then amount_minor else 0 end) refunded,
      sum(case type when 'move_in' then amount_minor when 'move_out' then -amount_minor else 0 end) moved
    from added group by 1
  ) d
  where p.id = d.payment_id;

  update orders o set
    authorised_minor = o.authorised_minor + d.authorised, paid_minor = o.paid_minor + d.captured, refunded_minor = o.refunded_minor + d.refunded
  from (
    select order_id,
      sum(case when type in ('authorise', 'move_in') then amount_minor when type in ('void', 'move_out') then -amount_minor else 0 end) authorised,
      sum(case when type in ('capture', 'move_in') then amount_minor when type = 'move_out' then -amount_minor else 0 end) captured,
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
  -- Both halves of a move are written by one statement: it is whole or it is refused.
  if exists (
    select 1 from added where move_id is not null group by move_id
    having count(*) <> 2 or sum(case type when 'move_in' then amount_minor else -amount_minor end) <> 0
      or count(distinct payment_id) <> 2
  ) then
    raise exception 'money that leaves one payment and does not reach another' using errcode = 'check_violation', constraint = 'payment_entries_move_whole';
  end if;
  return null;
end $$;

drop trigger documents_append_only on documents;--> statement-breakpoint
DROP INDEX "documents_order_invoice";--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "content" jsonb;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "total_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "credited_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "corrects_id" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "reversing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "reversed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_corrects_id_documents_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
update documents d set total_minor = o.total_minor + coalesce(
  (select sum(e.amount_minor) from sales_entries e where e.order_id = o.id and e.kind = 'refund'), 0)
from orders o where o.id = d.order_id;--> statement-breakpoint
CREATE UNIQUE INDEX "documents_live" ON "documents" USING btree ("order_id","kind") WHERE "documents"."kind" <> 'credit_note' and "documents"."reversed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "documents_reversed_once" ON "documents" USING btree ("corrects_id") WHERE "documents"."reversing";--> statement-breakpoint
CREATE INDEX "documents_order" ON "documents" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "documents_corrects" ON "documents" USING btree ("corrects_id");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_kind" CHECK ("documents"."kind" in ('invoice', 'receipt', 'credit_note'));--> statement-breakpoint
-- Documents of old say what their order says until it changes first, and get their content then.
ALTER TABLE "documents" ADD CONSTRAINT "documents_content" CHECK ("documents"."content" is not null) NOT VALID;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_credited" CHECK ("documents"."credited_minor" between 0 and "documents"."total_minor");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_corrects_one" CHECK (("documents"."kind" = 'credit_note') = ("documents"."corrects_id" is not null));--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_credit_note_stands" CHECK (case when "documents"."kind" = 'credit_note' then "documents"."reversed_at" is null and "documents"."credited_minor" = 0 else not "documents"."reversing" end);--> statement-breakpoint
-- What was issued stays as it was issued. What may change is what credit notes took off it and that it stopped to stand, once.
create trigger documents_append_only before delete or truncate on documents
  for each statement execute function ch_refuse_change();--> statement-breakpoint
create trigger documents_unchanged before update of id, kind, number, order_id, issued_at, issued_by, total_minor, corrects_id, reversing
  on documents for each statement execute function ch_refuse_change();--> statement-breakpoint
create trigger documents_content_kept before update of content on documents for each row
  when (old.content is not null) execute function ch_refuse_change();--> statement-breakpoint
create trigger documents_reversed_stays before update of reversed_at, credited_minor on documents for each row
  when (old.reversed_at is not null) execute function ch_refuse_change();--> statement-breakpoint
-- A credit note is taken off its invoice with its own row, or there is neither.
create function ch_post_credit_notes() returns trigger language plpgsql as $$
declare credited integer;
begin
  update documents d set
    credited_minor = d.credited_minor + c.amount,
    reversed_at = case when c.reversing then c.issued_at end
  from (
    select corrects_id, order_id, sum(total_minor) amount, bool_or(reversing) reversing, max(issued_at) issued_at
    from added where kind = 'credit_note' group by 1, 2
  ) c
  where d.id = c.corrects_id and d.order_id = c.order_id and d.kind = 'invoice' and d.reversed_at is null;
  get diagnostics credited = row_count;
  if credited <> (select count(distinct corrects_id) from added where kind = 'credit_note') then
    raise exception 'a credit note is of an invoice of its order that stands'
      using errcode = 'check_violation', constraint = 'documents_corrects_standing';
  end if;
  return null;
end $$;--> statement-breakpoint
create trigger documents_credit after insert on documents
  referencing new table as added for each statement execute function ch_post_credit_notes();

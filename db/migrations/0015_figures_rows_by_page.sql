DROP INDEX "sales_entries_day";--> statement-breakpoint
CREATE INDEX "sales_entries_day_document" ON "sales_entries" USING btree ("business_day",coalesce("order_id", "credit_note_id"));
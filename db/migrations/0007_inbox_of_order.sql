DROP INDEX "channel_inbox_received";--> statement-breakpoint
CREATE INDEX "channel_inbox_order" ON "channel_inbox" USING btree ("order_number","received_at") WHERE "channel_inbox"."order_number" is not null;--> statement-breakpoint
CREATE INDEX "channel_inbox_received" ON "channel_inbox" USING btree ("received_at","id");
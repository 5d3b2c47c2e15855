ALTER TABLE "bulk_jobs" DROP CONSTRAINT "bulk_jobs_action";--> statement-breakpoint
ALTER TABLE "holds" DROP CONSTRAINT "holds_release_when";--> statement-breakpoint
ALTER TABLE "holds" ADD COLUMN "approver" text;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "custom" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "holds_to_approve" ON "holds" USING btree ("approver","order_id") WHERE "holds"."cleared_at" is null and "holds"."approver" is not null;--> statement-breakpoint
ALTER TABLE "bulk_jobs" ADD CONSTRAINT "bulk_jobs_action" CHECK ("bulk_jobs"."action" in ('approve', 'hold', 'release', 'assign', 'tag', 'prioritise', 'promise', 'cancel', 'items', 'reroute', 'split', 'ship', 'print'));--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_approver" CHECK (("holds"."approver" is not null) = ("holds"."release_when" is not distinct from 'approved') and "holds"."approver" in ('owner', 'manager', 'support', 'warehouse', 'finance'));--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_release_when" CHECK ("holds"."release_when" in ('paid', 'stock', 'due', 'approved') and ("holds"."release_when" <> 'due' or "holds"."due_at" is not null));--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_custom" CHECK (jsonb_typeof("order_lines"."custom") = 'array');
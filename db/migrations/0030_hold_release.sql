ALTER TABLE "holds" ADD COLUMN "release_when" text;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_release_when" CHECK ("holds"."release_when" = 'paid');
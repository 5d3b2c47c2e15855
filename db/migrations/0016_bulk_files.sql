CREATE TABLE "bulk_files" (
	"job_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"documents" integer NOT NULL,
	"data" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bulk_files_job_id_position_pk" PRIMARY KEY("job_id","position")
);
--> statement-breakpoint
ALTER TABLE "bulk_files" ADD CONSTRAINT "bulk_files_job_id_bulk_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."bulk_jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_files_age" ON "bulk_files" USING btree ("created_at");
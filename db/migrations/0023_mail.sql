CREATE TABLE "mail_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"security" text NOT NULL,
	"username" text DEFAULT '' NOT NULL,
	"password" text,
	"from_address" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_settings_single" CHECK ("mail_settings"."id" = 1),
	CONSTRAINT "mail_settings_port" CHECK ("mail_settings"."port" between 1 and 65535),
	CONSTRAINT "mail_settings_security" CHECK ("mail_settings"."security" in ('tls', 'starttls', 'none'))
);

CREATE TABLE "coupon_uses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"coupon_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid,
	"slot" integer DEFAULT 1 NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"claimed_by" text NOT NULL,
	"released_at" timestamp with time zone,
	CONSTRAINT "coupon_uses_slot" CHECK ("coupon_uses"."slot" >= 1)
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"promotion_id" uuid NOT NULL,
	"code" text NOT NULL,
	"limit_total" integer,
	"limit_per_customer" integer,
	"used" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coupons_code_form" CHECK ("coupons"."code" ~ '^[^[:space:][:cntrl:],]{2,40}$'),
	CONSTRAINT "coupons_limits" CHECK (coalesce("coupons"."limit_total", 1) >= 1 and coalesce("coupons"."limit_per_customer", 1) >= 1),
	CONSTRAINT "coupons_within_limit" CHECK ("coupons"."used" >= 0 and ("coupons"."limit_total" is null or "coupons"."used" <= "coupons"."limit_total"))
);
--> statement-breakpoint
CREATE TABLE "order_discounts" (
	"order_promotion_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "order_discounts_pk" PRIMARY KEY("order_promotion_id","line_id"),
	CONSTRAINT "order_discounts_amount" CHECK ("order_discounts"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "order_promotions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"promotion_id" uuid,
	"version" integer,
	"coupon_id" uuid,
	"code" text,
	"name" text NOT NULL,
	"source" text DEFAULT 'promotion' NOT NULL,
	"position" integer NOT NULL,
	"applied" boolean NOT NULL,
	"reason" text,
	"seen" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"shipping_minor" bigint DEFAULT 0 NOT NULL,
	"stated_minor" bigint,
	CONSTRAINT "order_promotions_source" CHECK ("order_promotions"."source" in ('promotion', 'channel')),
	CONSTRAINT "order_promotions_versioned" CHECK (("order_promotions"."promotion_id" is null) = ("order_promotions"."version" is null)),
	CONSTRAINT "order_promotions_ours" CHECK ("order_promotions"."source" = 'channel' or "order_promotions"."promotion_id" is not null),
	CONSTRAINT "order_promotions_coupon_coded" CHECK ("order_promotions"."coupon_id" is null or "order_promotions"."code" is not null),
	CONSTRAINT "order_promotions_reason" CHECK ("order_promotions"."applied" = ("order_promotions"."reason" is null)),
	CONSTRAINT "order_promotions_shipping" CHECK ("order_promotions"."shipping_minor" >= 0),
	CONSTRAINT "order_promotions_stated" CHECK ("order_promotions"."stated_minor" is null or ("order_promotions"."stated_minor" >= 0 and "order_promotions"."source" = 'channel'))
);
--> statement-breakpoint
CREATE TABLE "promotion_versions" (
	"promotion_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"terms" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "promotion_versions_pk" PRIMARY KEY("promotion_id","version"),
	CONSTRAINT "promotion_versions_version" CHECK ("promotion_versions"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "promotions_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"terms" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "promotions_named" CHECK (btrim("promotions"."name") <> ''),
	CONSTRAINT "promotions_status" CHECK ("promotions"."status" in ('active', 'paused', 'ended')),
	CONSTRAINT "promotions_version" CHECK ("promotions"."version" >= 1),
	CONSTRAINT "promotions_kind" CHECK (coalesce("promotions"."terms" ->> 'kind', '') in ('percent', 'amount', 'fixed_price', 'buy_get', 'free_shipping'))
);
--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "promotions_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_promotion_id_promotions_id_fk" FOREIGN KEY ("promotion_id") REFERENCES "public"."promotions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_discounts" ADD CONSTRAINT "order_discounts_order_promotion_id_order_promotions_id_fk" FOREIGN KEY ("order_promotion_id") REFERENCES "public"."order_promotions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_discounts" ADD CONSTRAINT "order_discounts_line_id_order_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."order_lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_promotions" ADD CONSTRAINT "order_promotions_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_promotions" ADD CONSTRAINT "order_promotions_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_promotions" ADD CONSTRAINT "order_promotions_version" FOREIGN KEY ("promotion_id","version") REFERENCES "public"."promotion_versions"("promotion_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion_versions" ADD CONSTRAINT "promotion_versions_promotion_id_promotions_id_fk" FOREIGN KEY ("promotion_id") REFERENCES "public"."promotions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "coupon_uses_once" ON "coupon_uses" USING btree ("coupon_id","order_id") WHERE "coupon_uses"."released_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "coupon_uses_per_customer" ON "coupon_uses" USING btree ("coupon_id","customer_id","slot") WHERE "coupon_uses"."released_at" is null and "coupon_uses"."customer_id" is not null;--> statement-breakpoint
CREATE INDEX "coupon_uses_order" ON "coupon_uses" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "coupon_uses_customer" ON "coupon_uses" USING btree ("customer_id") WHERE "coupon_uses"."customer_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "coupons_code" ON "coupons" USING btree (upper("code"));--> statement-breakpoint
CREATE INDEX "coupons_promotion" ON "coupons" USING btree ("promotion_id","created_at","id");--> statement-breakpoint
CREATE INDEX "order_discounts_line" ON "order_discounts" USING btree ("line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_promotions_once" ON "order_promotions" USING btree ("order_id","promotion_id") WHERE "order_promotions"."promotion_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "order_promotions_position" ON "order_promotions" USING btree ("order_id","position");--> statement-breakpoint
CREATE INDEX "order_promotions_promotion" ON "order_promotions" USING btree ("promotion_id","version","applied") WHERE "order_promotions"."promotion_id" is not null;--> statement-breakpoint
CREATE INDEX "order_promotions_coupon" ON "order_promotions" USING btree ("coupon_id") WHERE "order_promotions"."coupon_id" is not null;--> statement-breakpoint
CREATE INDEX "order_promotions_code" ON "order_promotions" USING btree (upper("code")) WHERE "order_promotions"."code" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "promotions_number" ON "promotions" USING btree ("number");--> statement-breakpoint
CREATE INDEX "promotions_created" ON "promotions" USING btree ("created_at","id");--> statement-breakpoint
-- Every process that remembers promotions is told by the shop's row that they changed.
create function ch_count_promotions() returns trigger language plpgsql as $$
begin
  update shops set promotions_version = promotions_version + 1;
  return null;
end $$;
--> statement-breakpoint
create trigger promotions_counted after insert or update or delete on promotions for each statement execute function ch_count_promotions();
--> statement-breakpoint
-- What a version said is what orders of its time are explained by.
create trigger promotion_versions_kept before update or delete or truncate on promotion_versions
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
-- The customer's limit is looked at on the coupon's row, which every use locks: two at once are looked at one after the other.
create function ch_slot_coupon_use() returns trigger language plpgsql as $$
declare most integer;
begin
  update coupons set used = used + 1 where id = new.coupon_id returning limit_per_customer into most;
  if new.customer_id is not null then
    select coalesce(min(s), 1) into new.slot from generate_series(1, 1 + (
      select count(*)::int from coupon_uses u
      where u.coupon_id = new.coupon_id and u.customer_id = new.customer_id and u.released_at is null)) s
    where not exists (
      select from coupon_uses u
      where u.coupon_id = new.coupon_id and u.customer_id = new.customer_id and u.slot = s and u.released_at is null);
    if most is not null and new.slot > most then
      raise exception 'the customer has used this coupon as often as it allows'
        using errcode = 'check_violation', constraint = 'coupon_uses_customer_limit';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger coupon_uses_claimed before insert on coupon_uses for each row
  when (new.released_at is null) execute function ch_slot_coupon_use();
--> statement-breakpoint
create function ch_release_coupon_use() returns trigger language plpgsql as $$
begin
  update coupons set used = used - 1 where id = old.coupon_id;
  return null;
end $$;
--> statement-breakpoint
create trigger coupon_uses_released after update of released_at on coupon_uses for each row
  when (old.released_at is null and new.released_at is not null) execute function ch_release_coupon_use();
--> statement-breakpoint
-- A use is given back once and otherwise stays what it was: whoever wants it again claims anew.
create trigger coupon_uses_stay before update on coupon_uses for each row
  when (old.released_at is not null or (new.coupon_id, new.order_id, new.slot, new.claimed_at) is distinct from (old.coupon_id, old.order_id, old.slot, old.claimed_at))
  execute function ch_refuse_change();
--> statement-breakpoint
create trigger coupon_uses_kept before delete or truncate on coupon_uses
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
-- What is left of an amount of a line when units of it are cancelled: half to even, as the lines' own shares are.
create function ch_left_of(amount bigint, cancelled integer, ordered integer) returns bigint language sql immutable as $$
  select case when cancelled = ordered then 0 else amount - (
    select (whole + case when 2 * rest > ordered or (2 * rest = ordered and mod(whole, 2) = 1) then 1 else 0 end)::bigint
    from (select div(amount::numeric * cancelled, ordered) as whole, mod(amount::numeric * cancelled, ordered) as rest) share
  ) end
$$;

CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"title_zh" text DEFAULT '' NOT NULL,
	"category" text DEFAULT '' NOT NULL,
	"tax_class" text DEFAULT 'standard' NOT NULL,
	"returnable" boolean DEFAULT true NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "variant_prices" (
	"variant_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"unit_price" numeric(18, 6) NOT NULL,
	CONSTRAINT "variant_prices_variant_id_currency_pk" PRIMARY KEY("variant_id","currency"),
	CONSTRAINT "variant_prices_positive" CHECK ("variant_prices"."unit_price" >= 0)
);
--> statement-breakpoint
CREATE TABLE "variants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"barcode" text,
	"title" text DEFAULT '' NOT NULL,
	"title_zh" text DEFAULT '' NOT NULL,
	"unit_cost" numeric(18, 6),
	"weight_grams" integer,
	"reorder_point" integer,
	"reorder_quantity" integer,
	"backorder_allowed" boolean DEFAULT false NOT NULL,
	"made_to_order" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "variants_sku_shape" CHECK ("variants"."sku" <> '' and "variants"."sku" = btrim("variants"."sku")),
	CONSTRAINT "variants_cost_positive" CHECK ("variants"."unit_cost" >= 0),
	CONSTRAINT "variants_weight_positive" CHECK ("variants"."weight_grams" >= 0),
	CONSTRAINT "variants_reorder_positive" CHECK ("variants"."reorder_point" >= 0 and "variants"."reorder_quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "customer_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"address" jsonb NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customer_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"body" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"company" text DEFAULT '' NOT NULL,
	"email" text,
	"phone" text,
	"phone_reversed" text,
	"locale" text DEFAULT 'en' NOT NULL,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"external_key" text,
	"merged_into_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_number_unique" UNIQUE("number"),
	CONSTRAINT "customers_not_merged_into_itself" CHECK ("customers"."merged_into_id" <> "customers"."id")
);
--> statement-breakpoint
CREATE TABLE "shipment_lines" (
	"shipment_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"picked" integer DEFAULT 0 NOT NULL,
	"packed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "shipment_lines_shipment_id_order_line_id_pk" PRIMARY KEY("shipment_id","order_line_id"),
	CONSTRAINT "shipment_lines_chain" CHECK ("shipment_lines"."quantity" >= 0 and 0 <= "shipment_lines"."packed" and "shipment_lines"."packed" <= "shipment_lines"."picked" and "shipment_lines"."picked" <= "shipment_lines"."quantity")
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"order_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"wave_id" uuid,
	"status" text NOT NULL,
	"carrier" text DEFAULT '' NOT NULL,
	"service" text DEFAULT '' NOT NULL,
	"tracking_number" text DEFAULT '' NOT NULL,
	"packages" integer DEFAULT 1 NOT NULL,
	"weight_grams" integer,
	"picked_by" text DEFAULT '' NOT NULL,
	"packed_by" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"picked_at" timestamp with time zone,
	"packed_at" timestamp with time zone,
	"shipped_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shipments_number_unique" UNIQUE("number"),
	CONSTRAINT "shipments_status" CHECK ("shipments"."status" in ('planned', 'picking', 'picked', 'packed', 'shipped', 'in_transit', 'out_for_delivery', 'delivered', 'failed', 'returned_to_sender', 'cancelled')),
	CONSTRAINT "shipments_packages" CHECK ("shipments"."packages" between 1 and 999)
);
--> statement-breakpoint
CREATE TABLE "tracking_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shipment_id" uuid NOT NULL,
	"status" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "waves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"location_id" uuid NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "waves_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_zh" text DEFAULT '' NOT NULL,
	"address" jsonb,
	"priority" integer DEFAULT 100 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "locations_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"order_line_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	CONSTRAINT "reservations_order_line_id_location_id_pk" PRIMARY KEY("order_line_id","location_id"),
	CONSTRAINT "reservations_not_negative" CHECK ("reservations"."quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "stock_documents" (
	"number" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"actor_name" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_levels" (
	"variant_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"on_hand" integer DEFAULT 0 NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	"damaged" integer DEFAULT 0 NOT NULL,
	"quality_control" integer DEFAULT 0 NOT NULL,
	"incoming" integer DEFAULT 0 NOT NULL,
	"available" integer GENERATED ALWAYS AS (on_hand - reserved - damaged - quality_control) STORED,
	"bin" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stock_levels_variant_id_location_id_pk" PRIMARY KEY("variant_id","location_id"),
	CONSTRAINT "stock_levels_states_not_negative" CHECK ("stock_levels"."on_hand" >= 0 and "stock_levels"."reserved" >= 0 and "stock_levels"."damaged" >= 0 and "stock_levels"."quality_control" >= 0 and "stock_levels"."incoming" >= 0),
	CONSTRAINT "stock_levels_never_oversold" CHECK ("stock_levels"."on_hand" >= "stock_levels"."reserved"::bigint + "stock_levels"."damaged" + "stock_levels"."quality_control")
);
--> statement-breakpoint
CREATE TABLE "stock_movements" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stock_movements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"variant_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"on_hand_delta" integer DEFAULT 0 NOT NULL,
	"reserved_delta" integer DEFAULT 0 NOT NULL,
	"damaged_delta" integer DEFAULT 0 NOT NULL,
	"quality_control_delta" integer DEFAULT 0 NOT NULL,
	"incoming_delta" integer DEFAULT 0 NOT NULL,
	"reason" text NOT NULL,
	"document_type" text NOT NULL,
	"document_number" text NOT NULL,
	"order_line_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	"actor_name" text DEFAULT '' NOT NULL,
	"occurred_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stock_movements_not_empty" CHECK ("stock_movements"."on_hand_delta" <> 0 or "stock_movements"."reserved_delta" <> 0 or "stock_movements"."damaged_delta" <> 0 or "stock_movements"."quality_control_delta" <> 0 or "stock_movements"."incoming_delta" <> 0),
	CONSTRAINT "stock_movements_reserve_has_line" CHECK ("stock_movements"."reserved_delta" = 0 or "stock_movements"."order_line_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"type" text NOT NULL,
	"scope" text DEFAULT 'all' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"due_at" timestamp with time zone,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"cleared_by" text,
	"cleared_at" timestamp with time zone,
	"clear_note" text DEFAULT '' NOT NULL,
	CONSTRAINT "holds_cleared_together" CHECK (("holds"."cleared_at" is null) = ("holds"."cleared_by" is null))
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text DEFAULT '' NOT NULL,
	"actor_name" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_events_order_id_seq_pk" PRIMARY KEY("order_id","seq")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text DEFAULT 'product' NOT NULL,
	"variant_id" uuid,
	"sku" text DEFAULT '' NOT NULL,
	"title" text NOT NULL,
	"spec" text DEFAULT '' NOT NULL,
	"external_id" text,
	"unit_price" numeric(18, 6) NOT NULL,
	"unit_cost" numeric(18, 6),
	"tax_rate" numeric(7, 6) DEFAULT '0' NOT NULL,
	"subtotal_minor" bigint NOT NULL,
	"discount_minor" bigint DEFAULT 0 NOT NULL,
	"tax_minor" bigint DEFAULT 0 NOT NULL,
	"total_minor" bigint NOT NULL,
	"ships" boolean DEFAULT true NOT NULL,
	"stocked" boolean DEFAULT true NOT NULL,
	"made_to_order" boolean DEFAULT false NOT NULL,
	"gift" boolean DEFAULT false NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"expected_at" timestamp with time zone,
	"ordered" integer NOT NULL,
	"cancelled" integer DEFAULT 0 NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	"backordered" integer DEFAULT 0 NOT NULL,
	"allocated" integer DEFAULT 0 NOT NULL,
	"picked" integer DEFAULT 0 NOT NULL,
	"packed" integer DEFAULT 0 NOT NULL,
	"shipped" integer DEFAULT 0 NOT NULL,
	"delivered" integer DEFAULT 0 NOT NULL,
	"returned" integer DEFAULT 0 NOT NULL,
	"restocked" integer DEFAULT 0 NOT NULL,
	"refunded" integer DEFAULT 0 NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"cancelled_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "order_lines_kind" CHECK ("order_lines"."kind" in ('product', 'shipping', 'fee', 'discount', 'manual', 'sample')),
	CONSTRAINT "order_lines_ordered" CHECK ("order_lines"."ordered" between 1 and 1000000),
	CONSTRAINT "order_lines_counters_not_negative" CHECK ("order_lines"."cancelled" >= 0 and "order_lines"."reserved" >= 0 and "order_lines"."backordered" >= 0 and "order_lines"."delivered" >= 0 and "order_lines"."restocked" >= 0 and "order_lines"."refunded" >= 0 and "order_lines"."returned" >= 0),
	CONSTRAINT "order_lines_chain" CHECK ("order_lines"."delivered" <= "order_lines"."shipped" and "order_lines"."shipped" <= "order_lines"."packed" and "order_lines"."packed" <= "order_lines"."picked" and "order_lines"."picked" <= "order_lines"."allocated" and "order_lines"."allocated" <= "order_lines"."ordered" - "order_lines"."cancelled"),
	CONSTRAINT "order_lines_claims" CHECK ("order_lines"."reserved" + "order_lines"."backordered" + "order_lines"."shipped" <= "order_lines"."ordered" - "order_lines"."cancelled"),
	CONSTRAINT "order_lines_returns" CHECK ("order_lines"."restocked" <= "order_lines"."returned" and "order_lines"."returned" <= "order_lines"."shipped"),
	CONSTRAINT "order_lines_refunded" CHECK ("order_lines"."refunded" + "order_lines"."cancelled" <= "order_lines"."ordered"),
	CONSTRAINT "order_lines_refunded_minor" CHECK ("order_lines"."refunded_minor" + "order_lines"."cancelled_minor" <= greatest("order_lines"."total_minor", 0)),
	CONSTRAINT "order_lines_unit_price" CHECK ("order_lines"."unit_price" >= 0 or "order_lines"."kind" = 'discount')
);
--> statement-breakpoint
CREATE TABLE "order_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"body" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_search" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"keys" text[] NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text,
	"customer_id" uuid,
	"currency" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"business_day" text NOT NULL,
	"stage" text NOT NULL,
	"held" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"priority" smallint DEFAULT 0 NOT NULL,
	"submitted_at" timestamp with time zone,
	"approved_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"rejected_at" timestamp with time zone,
	"promised_at" timestamp with time zone,
	"first_shipped_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"payment_method" text NOT NULL,
	"payment_reference" text DEFAULT '' NOT NULL,
	"prices_include_tax" boolean NOT NULL,
	"contact_name" text DEFAULT '' NOT NULL,
	"contact_email" text,
	"contact_phone" text,
	"ship_to" jsonb,
	"bill_to" jsonb,
	"country" text DEFAULT '' NOT NULL,
	"buyer_message" text DEFAULT '' NOT NULL,
	"seller_note" text DEFAULT '' NOT NULL,
	"flag" text,
	"gift" boolean DEFAULT false NOT NULL,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"shipping_service" text DEFAULT 'standard' NOT NULL,
	"items_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"shipping_minor" bigint NOT NULL,
	"shipping_tax_minor" bigint DEFAULT 0 NOT NULL,
	"shipping_tax_rate" numeric(7, 6) DEFAULT '0' NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"authorised_minor" bigint DEFAULT 0 NOT NULL,
	"paid_minor" bigint DEFAULT 0 NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"unit_count" integer DEFAULT 0 NOT NULL,
	"line_count" integer DEFAULT 0 NOT NULL,
	"items_summary" text DEFAULT '' NOT NULL,
	"review" jsonb,
	"routing" jsonb,
	"location_id" uuid,
	"assignee_id" uuid,
	"import_id" uuid,
	"source_hash" text,
	"created_by" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_number_unique" UNIQUE("number"),
	CONSTRAINT "orders_stage" CHECK ("orders"."stage" in ('draft', 'awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped', 'shipped', 'delivered', 'completed', 'cancelled')),
	CONSTRAINT "orders_currency" CHECK ("orders"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "orders_payment_method" CHECK ("orders"."payment_method" in ('bank_transfer', 'cash', 'card', 'cod', 'online')),
	CONSTRAINT "orders_money_ordered" CHECK ("orders"."refunded_minor" >= 0 and "orders"."refunded_minor" <= "orders"."paid_minor" and "orders"."paid_minor" <= "orders"."authorised_minor"),
	CONSTRAINT "orders_total_not_negative" CHECK ("orders"."total_minor" >= 0 and "orders"."shipping_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "credit_note_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"credit_note_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"variant_id" uuid,
	"sku" text DEFAULT '' NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"quantity" integer NOT NULL,
	"amount_minor" bigint NOT NULL,
	"order_line_id" uuid,
	"matched" boolean DEFAULT false NOT NULL,
	CONSTRAINT "credit_note_lines_quantity" CHECK ("credit_note_lines"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "credit_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"external_id" text,
	"channel_id" uuid NOT NULL,
	"customer_id" uuid,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"matched_minor" bigint DEFAULT 0 NOT NULL,
	"business_day" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"import_id" uuid,
	"reversed_at" timestamp with time zone,
	CONSTRAINT "credit_notes_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "payment_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"payment_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"type" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"refund_id" uuid,
	"reference" text DEFAULT '' NOT NULL,
	"actor_name" text DEFAULT '' NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_entries_type" CHECK ("payment_entries"."type" in ('authorise', 'void', 'capture', 'refund_claim', 'refund_release', 'refund')),
	CONSTRAINT "payment_entries_positive" CHECK ("payment_entries"."amount_minor" > 0),
	CONSTRAINT "payment_entries_refund_named" CHECK (("payment_entries"."type" in ('refund_claim', 'refund_release', 'refund')) = ("payment_entries"."refund_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"method" text NOT NULL,
	"provider" text DEFAULT 'manual' NOT NULL,
	"provider_ref" text,
	"currency" text NOT NULL,
	"authorised_minor" bigint DEFAULT 0 NOT NULL,
	"captured_minor" bigint DEFAULT 0 NOT NULL,
	"refund_pending_minor" bigint DEFAULT 0 NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_method" CHECK ("payments"."method" in ('bank_transfer', 'cash', 'card', 'cod', 'online')),
	CONSTRAINT "payments_chain" CHECK ("payments"."refunded_minor" >= 0 and "payments"."refund_pending_minor" >= 0 and "payments"."refunded_minor" + "payments"."refund_pending_minor" <= "payments"."captured_minor" and "payments"."captured_minor" <= "payments"."authorised_minor")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"order_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reason" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"provider_key" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text DEFAULT '' NOT NULL,
	"shipping_minor" bigint DEFAULT 0 NOT NULL,
	"lines" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"credit_note_id" uuid,
	"requested_by" text NOT NULL,
	"requested_by_id" text DEFAULT '' NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"approved_by" text,
	"approved_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	CONSTRAINT "refunds_number_unique" UNIQUE("number"),
	CONSTRAINT "refunds_providerKey_unique" UNIQUE("provider_key"),
	CONSTRAINT "refunds_status" CHECK ("refunds"."status" in ('requested', 'approved', 'in_doubt', 'succeeded', 'failed', 'declined')),
	CONSTRAINT "refunds_positive" CHECK ("refunds"."amount_minor" > 0 and "refunds"."shipping_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "channel_inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel_id" uuid NOT NULL,
	"delivery_id" text NOT NULL,
	"topic" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea" NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text DEFAULT '' NOT NULL,
	"order_number" text,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response_status" integer NOT NULL,
	"response_body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "import_chunks" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "import_chunks_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"source" text NOT NULL,
	"header_hash" text PRIMARY KEY NOT NULL,
	"mapping" jsonb NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"status" text NOT NULL,
	"code" text DEFAULT '' NOT NULL,
	"field" text DEFAULT '' NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cells" jsonb NOT NULL,
	"edited" jsonb,
	CONSTRAINT "import_rows_import_id_row_number_pk" PRIMARY KEY("import_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" text DEFAULT 'orders' NOT NULL,
	"source" text NOT NULL,
	"file_name" text NOT NULL,
	"file_size" bigint NOT NULL,
	"file_hash" text NOT NULL,
	"status" text NOT NULL,
	"format" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"mapping" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"check_counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"rows_total" integer,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"error" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_by_id" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"heartbeat_at" timestamp with time zone,
	CONSTRAINT "imports_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_named" CHECK ("saved_views"."name" <> '')
);
--> statement-breakpoint
CREATE TABLE "sku_mappings" (
	"channel_id" uuid NOT NULL,
	"external_sku" text NOT NULL,
	"variant_id" uuid NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sku_mappings_channel_id_external_sku_pk" PRIMARY KEY("channel_id","external_sku")
);
--> statement-breakpoint
CREATE TABLE "sales_daily" (
	"business_day" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"kind" text NOT NULL,
	"component" text NOT NULL,
	"quantity" integer DEFAULT 0 NOT NULL,
	"amount_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	"order_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sales_daily_business_day_channel_id_country_currency_kind_component_pk" PRIMARY KEY("business_day","channel_id","country","currency","kind","component")
);
--> statement-breakpoint
CREATE TABLE "sales_daily_variants" (
	"business_day" text NOT NULL,
	"variant_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"kind" text NOT NULL,
	"quantity" integer DEFAULT 0 NOT NULL,
	"amount_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sales_daily_variants_business_day_variant_id_channel_id_currency_kind_pk" PRIMARY KEY("business_day","variant_id","channel_id","currency","kind")
);
--> statement-breakpoint
CREATE TABLE "sales_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sales_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_id" uuid,
	"credit_note_id" uuid,
	"line_id" uuid,
	"kind" text NOT NULL,
	"component" text NOT NULL,
	"variant_id" uuid,
	"channel_id" uuid NOT NULL,
	"country" text DEFAULT '' NOT NULL,
	"currency" text NOT NULL,
	"quantity" integer DEFAULT 0 NOT NULL,
	"amount_minor" bigint NOT NULL,
	"cost_minor" bigint DEFAULT 0 NOT NULL,
	"order_delta" smallint DEFAULT 0 NOT NULL,
	"business_day" text NOT NULL,
	"rolled_up" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sales_entries_kind" CHECK ("sales_entries"."kind" in ('sale', 'cancellation', 'change', 'refund')),
	CONSTRAINT "sales_entries_component" CHECK ("sales_entries"."component" in ('merchandise', 'discount', 'shipping', 'fee', 'tax')),
	CONSTRAINT "sales_entries_day_shape" CHECK ("sales_entries"."business_day" ~ '^\d{4}-\d{2}-\d{2}$'),
	CONSTRAINT "sales_entries_document" CHECK ("sales_entries"."order_id" is not null or "sales_entries"."credit_note_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_zh" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"prices_include_tax" boolean DEFAULT true NOT NULL,
	"default_location_id" uuid,
	"webhook_secret" text,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channels_code_unique" UNIQUE("code"),
	CONSTRAINT "channels_currency" CHECK ("channels"."currency" ~ '^[A-Z]{3}$')
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"order_id" uuid NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"issued_by" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shops" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"legal_name" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"address" jsonb DEFAULT '{"lines":[],"country":""}'::jsonb NOT NULL,
	"tax_number" text DEFAULT '' NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"prices_include_tax" boolean DEFAULT true NOT NULL,
	"order_prefix" text DEFAULT 'CH-' NOT NULL,
	"review_policy" jsonb NOT NULL,
	"refund_limits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"promise_days" integer DEFAULT 3 NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shops_single" CHECK ("shops"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"country" text NOT NULL,
	"tax_class" text NOT NULL,
	"rate" numeric(7, 6) NOT NULL,
	"label" text DEFAULT '' NOT NULL,
	CONSTRAINT "tax_rates_country_tax_class_pk" PRIMARY KEY("country","tax_class"),
	CONSTRAINT "tax_rates_range" CHECK ("tax_rates"."rate" >= 0 and "tax_rates"."rate" < 1)
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"channel_id" uuid,
	"created_by" text DEFAULT '' NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_keyHash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"action" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text DEFAULT '' NOT NULL,
	"actor_name" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"session_version" integer DEFAULT 1 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"token_hash" text,
	"token_expires_at" timestamp with time zone,
	"last_sign_in_at" timestamp with time zone,
	"preferences" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_role" CHECK ("staff"."role" in ('owner', 'manager', 'support', 'warehouse', 'finance', 'viewer'))
);
--> statement-breakpoint
ALTER TABLE "variant_prices" ADD CONSTRAINT "variant_prices_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variants" ADD CONSTRAINT "variants_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_addresses" ADD CONSTRAINT "customer_addresses_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_order_line_id_order_lines_id_fk" FOREIGN KEY ("order_line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_wave_id_waves_id_fk" FOREIGN KEY ("wave_id") REFERENCES "public"."waves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracking_events" ADD CONSTRAINT "tracking_events_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waves" ADD CONSTRAINT "waves_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_notes" ADD CONSTRAINT "order_notes_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_search" ADD CONSTRAINT "order_search_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_note_lines" ADD CONSTRAINT "credit_note_lines_credit_note_id_credit_notes_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."credit_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "products_category" ON "products" USING btree ("category");--> statement-breakpoint
CREATE UNIQUE INDEX "variants_sku" ON "variants" USING btree (upper("sku"));--> statement-breakpoint
CREATE UNIQUE INDEX "variants_barcode" ON "variants" USING btree ("barcode") WHERE "variants"."barcode" is not null;--> statement-breakpoint
CREATE INDEX "variants_product" ON "variants" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "variants_sku_trgm" ON "variants" USING gin ("sku" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customer_addresses_customer" ON "customer_addresses" USING btree ("customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_addresses_default" ON "customer_addresses" USING btree ("customer_id") WHERE "customer_addresses"."is_default";--> statement-breakpoint
CREATE INDEX "customer_notes_customer" ON "customer_notes" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "customers_email" ON "customers" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "customers_phone_tail" ON "customers" USING btree ("phone_reversed" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "customers_name_trgm" ON "customers" USING gin (lower("name" || ' ' || "company") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_name_grams" ON "customers" USING gin (ch_grams("name" || ' ' || "company"));--> statement-breakpoint
CREATE INDEX "customers_created" ON "customers" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_external" ON "customers" USING btree ("external_key") WHERE "customers"."external_key" is not null;--> statement-breakpoint
CREATE INDEX "shipment_lines_line" ON "shipment_lines" USING btree ("order_line_id");--> statement-breakpoint
CREATE INDEX "shipments_order" ON "shipments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "shipments_wave" ON "shipments" USING btree ("wave_id") WHERE "shipments"."wave_id" is not null;--> statement-breakpoint
CREATE INDEX "shipments_status" ON "shipments" USING btree ("status","location_id","created_at");--> statement-breakpoint
CREATE INDEX "shipments_tracking" ON "shipments" USING btree (lower("tracking_number")) WHERE "shipments"."tracking_number" <> '';--> statement-breakpoint
CREATE INDEX "tracking_events_shipment" ON "tracking_events" USING btree ("shipment_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "tracking_events_once" ON "tracking_events" USING btree ("shipment_id","status","at");--> statement-breakpoint
CREATE INDEX "reservations_level" ON "reservations" USING btree ("variant_id","location_id");--> statement-breakpoint
CREATE INDEX "stock_levels_location" ON "stock_levels" USING btree ("location_id","bin");--> statement-breakpoint
CREATE INDEX "stock_movements_level" ON "stock_movements" USING btree ("variant_id","location_id","id");--> statement-breakpoint
CREATE INDEX "stock_movements_line" ON "stock_movements" USING btree ("order_line_id") WHERE "stock_movements"."order_line_id" is not null;--> statement-breakpoint
CREATE INDEX "stock_movements_document" ON "stock_movements" USING btree ("document_type","document_number");--> statement-breakpoint
CREATE INDEX "holds_open" ON "holds" USING btree ("order_id") WHERE "holds"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "holds_due" ON "holds" USING btree ("due_at") WHERE "holds"."cleared_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "holds_one_of_a_type" ON "holds" USING btree ("order_id","type") WHERE "holds"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "order_events_at" ON "order_events" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "order_lines_position" ON "order_lines" USING btree ("order_id","position");--> statement-breakpoint
CREATE INDEX "order_lines_variant" ON "order_lines" USING btree ("variant_id") WHERE "order_lines"."variant_id" is not null;--> statement-breakpoint
CREATE INDEX "order_lines_backordered" ON "order_lines" USING btree ("variant_id") WHERE "order_lines"."backordered" > 0;--> statement-breakpoint
CREATE INDEX "order_lines_open_variant" ON "order_lines" USING btree ("variant_id") WHERE "order_lines"."stocked" and "order_lines"."shipped" + "order_lines"."cancelled" < "order_lines"."ordered";--> statement-breakpoint
CREATE INDEX "order_lines_unmapped" ON "order_lines" USING btree (upper("sku")) WHERE "order_lines"."kind" = 'product' and "order_lines"."variant_id" is null;--> statement-breakpoint
CREATE INDEX "order_notes_order" ON "order_notes" USING btree ("order_id","created_at");--> statement-breakpoint
CREATE INDEX "order_search_keys" ON "order_search" USING gin ("keys");--> statement-breakpoint
CREATE INDEX "order_search_trgm" ON "order_search" USING gin ("words" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "order_search_grams" ON "order_search" USING gin (ch_grams("words"));--> statement-breakpoint
CREATE UNIQUE INDEX "orders_external" ON "orders" USING btree ("channel_id","external_id") WHERE "orders"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "orders_placed" ON "orders" USING btree ("placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_stage_placed" ON "orders" USING btree ("stage","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_channel_placed" ON "orders" USING btree ("channel_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_customer_placed" ON "orders" USING btree ("customer_id","placed_at");--> statement-breakpoint
CREATE INDEX "orders_business_day" ON "orders" USING btree ("business_day","channel_id");--> statement-breakpoint
CREATE INDEX "orders_held" ON "orders" USING btree ("placed_at","id") WHERE "orders"."held";--> statement-breakpoint
CREATE INDEX "orders_promised" ON "orders" USING btree ("promised_at","id") WHERE "orders"."stage" in ('awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped');--> statement-breakpoint
CREATE INDEX "orders_import" ON "orders" USING btree ("import_id") WHERE "orders"."import_id" is not null;--> statement-breakpoint
CREATE INDEX "orders_contact_email" ON "orders" USING btree (lower("contact_email"),"placed_at") WHERE "orders"."contact_email" is not null;--> statement-breakpoint
CREATE INDEX "orders_contact_phone" ON "orders" USING btree ("contact_phone","placed_at") WHERE "orders"."contact_phone" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_event" ON "outbox" USING btree ("order_id","seq");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("id") WHERE "outbox"."published_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_note_lines_position" ON "credit_note_lines" USING btree ("credit_note_id","position");--> statement-breakpoint
CREATE INDEX "credit_note_lines_order_line" ON "credit_note_lines" USING btree ("order_line_id") WHERE "credit_note_lines"."order_line_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_notes_external" ON "credit_notes" USING btree ("channel_id","external_id") WHERE "credit_notes"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "credit_notes_customer" ON "credit_notes" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "credit_notes_import" ON "credit_notes" USING btree ("import_id") WHERE "credit_notes"."import_id" is not null;--> statement-breakpoint
CREATE INDEX "payment_entries_payment" ON "payment_entries" USING btree ("payment_id","id");--> statement-breakpoint
CREATE INDEX "payment_entries_order" ON "payment_entries" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_entries_refund_once" ON "payment_entries" USING btree ("refund_id","type") WHERE "payment_entries"."refund_id" is not null;--> statement-breakpoint
CREATE INDEX "payments_order" ON "payments" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_provider_ref" ON "payments" USING btree ("provider","provider_ref") WHERE "payments"."provider_ref" is not null;--> statement-breakpoint
CREATE INDEX "refunds_order" ON "refunds" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "refunds_payment" ON "refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "refunds_open" ON "refunds" USING btree ("requested_at") WHERE "refunds"."status" in ('requested', 'approved', 'in_doubt');--> statement-breakpoint
CREATE UNIQUE INDEX "channel_inbox_delivery" ON "channel_inbox" USING btree ("channel_id","delivery_id");--> statement-breakpoint
CREATE INDEX "channel_inbox_open" ON "channel_inbox" USING btree ("received_at") WHERE "channel_inbox"."status" in ('received', 'failed');--> statement-breakpoint
CREATE INDEX "channel_inbox_received" ON "channel_inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "import_rows_status" ON "import_rows" USING btree ("import_id","status","row_number");--> statement-breakpoint
CREATE INDEX "imports_created" ON "imports" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("staff_id","list","name");--> statement-breakpoint
CREATE INDEX "sales_daily_variants_variant" ON "sales_daily_variants" USING btree ("variant_id","business_day");--> statement-breakpoint
CREATE INDEX "sales_entries_order" ON "sales_entries" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "sales_entries_day" ON "sales_entries" USING btree ("business_day");--> statement-breakpoint
CREATE INDEX "sales_entries_credit_note" ON "sales_entries" USING btree ("credit_note_id") WHERE "sales_entries"."credit_note_id" is not null;--> statement-breakpoint
CREATE INDEX "sales_entries_tail" ON "sales_entries" USING btree ("id") WHERE not "sales_entries"."rolled_up";--> statement-breakpoint
CREATE UNIQUE INDEX "documents_number" ON "documents" USING btree ("kind","number");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_order_invoice" ON "documents" USING btree ("order_id","kind") WHERE "documents"."kind" <> 'credit_note';--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "staff_token" ON "staff" USING btree ("token_hash") WHERE "staff"."token_hash" is not null;
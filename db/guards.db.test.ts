import type postgres from "postgres";
import { describe, expect, it } from "vitest";
import { connection } from "./client";

type Values = Record<string, unknown>;
type Column = { name: string; type: string };

const { sql } = connection();

/** Values a row of the table needs besides those any row could have. */
const sound: Readonly<Record<string, Values>> = {
  automation_firings: { actions: "[]", did: "[]", status: "done", cause: "intake" },
  automation_rules: { trigger: "held", match: "all", version: 1 },
  bulk_job_items: { status: "waiting", code: "" },
  bulk_jobs: { action: "hold", status: "checking" },
  carriers: { code: "sf", position: 1 },
  channels: { currency: "EUR" },
  credit_note_lines: { quantity: 1 },
  documents: { kind: "invoice", content: "{}" },
  exception_events: { kind: "opened" },
  exception_policies: { severity: "high", due_hours: 8 },
  exceptions: { type: "raised", severity: "high", subject_kind: "raised" },
  buyer_mail_settings: { id: 1 },
  buyer_mails: { kind: "return_received" },
  mail_settings: { id: 1, port: 25, security: "none" },
  coupons: { code: "SPRING" },
  order_discounts: { amount_minor: 1 },
  order_promotions: { promotion_id: crypto.randomUUID(), version: 1, applied: true },
  promotion_versions: { version: 1 },
  promotions: { terms: '{"kind": "percent"}' },
  order_lineage: { kind: "resent", from_id: crypto.randomUUID(), to_id: crypto.randomUUID() },
  order_lines: { kind: "product", ordered: 5 },
  orders: { currency: "EUR", payment_method: "cash", stage: "draft" },
  payment_entries: { amount_minor: 1, type: "capture" },
  payments: { method: "cash" },
  refunds: { amount_minor: 1, status: "requested" },
  return_lines: { reason: "other", refund_when: "on_receipt", findings: "[]", requested: 3, approved: 2, extra: 1 },
  return_policies: { version: 1 },
  returns: { status: "requested", source: "staff", refund_when: "on_receipt" },
  shipped_tail: { sign: 1 },
  sales_entries: { business_day: "2026-02-03", component: "tax", kind: "sale", order_id: crypto.randomUUID() },
  shipments: { packages: 1, status: "planned" },
  report_subscriptions: { report: "sales", rhythm: "daily" },
  shipping_mappings: { words: "express" },
  shipping_services: { code: "sf-standard", position: 1 },
  shops: { id: 1 },
  staff: { role: "viewer" },
  stock_movements: { on_hand_delta: 1 },
  webhook_endpoints: { url: "https://example.com" },
};

const id = crypto.randomUUID();
const other = crypto.randomUUID();
const day = "2026-02-03";
const moment = "2026-02-03T10:00:00Z";

/** By CHECK: its table and rows it must refuse. */
const checks: Readonly<Record<string, readonly [table: string, ...broken: Values[]]>> = {
  automation_firings_cause: ["automation_firings", { cause: "whim" }],
  automation_firings_depth: ["automation_firings", { depth: 6 }, { depth: 1 }],
  automation_firings_outcomes: [
    "automation_firings",
    { did: '[{"ok": true}]' },
    { status: "open" },
    { actions: '[{"kind": "approve"}]' },
  ],
  automation_firings_run_applied: ["automation_firings", { cause: "applied" }, { run_id: id }],
  automation_firings_status: ["automation_firings", { status: "lost" }],
  automation_rules_archived_is_off: ["automation_rules", { archived_at: moment, enabled: true }],
  automation_rules_match: ["automation_rules", { match: "most" }],
  automation_rules_named: ["automation_rules", { name: "" }],
  automation_rules_trigger: ["automation_rules", { trigger: "sneezed" }],
  automation_rules_version: ["automation_rules", { version: 0 }],
  automation_rules_wait: ["automation_rules", { wait_hours: 1 }, { trigger: "overdue" }],
  automation_rules_wait_hours: ["automation_rules", { trigger: "overdue", wait_hours: 0 }],
  automation_runs_matched: ["automation_runs", { asked: 1, matched: 2 }, { matched: -1 }],
  bulk_job_items_done: ["bulk_job_items", { status: "done", order_id: null }],
  bulk_job_items_reason: ["bulk_job_items", { status: "failed", code: "" }, { status: "ready", code: "late" }],
  bulk_job_items_status: ["bulk_job_items", { status: "lost" }],
  bulk_jobs_action: ["bulk_jobs", { action: "forget" }],
  bulk_jobs_counts_not_negative: ["bulk_jobs", { waiting: -1 }, { ready: -1 }, { failed: -1 }],
  bulk_jobs_done_is_over: ["bulk_jobs", { status: "done", waiting: 1 }, { status: "done", ready: 1 }],
  bulk_jobs_status: ["bulk_jobs", { status: "lost" }],
  carriers_code: ["carriers", { code: "SF" }, { code: "" }, { code: "-sf" }],
  carriers_named: ["carriers", { name: " " }],
  carriers_tracking_url: [
    "carriers",
    { tracking_url: "http://sf.test/{number}" },
    { tracking_url: "https://sf.test/" },
    { tracking_url: "https://me@sf.test/{number}" },
    { tracking_url: "javascript:{number}" },
  ],
  carriers_version: ["carriers", { version: 0 }],
  channels_currency: ["channels", { currency: "eur" }, { currency: "EURO" }],
  credit_note_lines_quantity: ["credit_note_lines", { quantity: 0 }],
  customers_not_merged_into_itself: ["customers", { id, merged_into_id: id }],
  documents_content: ["documents", { content: null }],
  documents_corrects_one: ["documents", { kind: "credit_note" }, { corrects_id: id }],
  documents_credit_note_stands: [
    "documents",
    { kind: "credit_note", corrects_id: id, reversed_at: moment },
    { reversing: true },
  ],
  documents_credited: ["documents", { credited_minor: 1 }, { total_minor: 5, credited_minor: -1 }],
  documents_kind: ["documents", { kind: "letter" }],
  exception_events_kind: ["exception_events", { kind: "forgotten" }],
  exception_policies_hours: ["exception_policies", { due_hours: 0 }, { due_hours: 2161 }, { wait_hours: 0 }],
  exception_policies_severity: ["exception_policies", { severity: "mild" }],
  exceptions_closed_because: ["exceptions", { closed_at: moment, closed_because: "bored" }],
  exceptions_closed_together: ["exceptions", { closed_at: moment }, { closed_because: "gone" }],
  exceptions_muted_is_closed: [
    "exceptions",
    { muted: true },
    { muted: true, closed_at: moment, closed_because: "gone" },
  ],
  exceptions_severity: ["exceptions", { severity: "mild" }],
  exceptions_subject_kind: ["exceptions", { subject_kind: "weather" }],
  exceptions_type: ["exceptions", { type: "rain" }],
  holds_cleared_together: ["holds", { cleared_at: moment, cleared_by: null }],
  order_lines_custom: ["order_lines", { custom: "{}" }],
  holds_approver: ["holds", { release_when: "approved", approver: null }, { approver: "manager" }],
  holds_release_when: ["holds", { release_when: "tuesday" }, { release_when: "due", due_at: null }],
  order_lineage_kind: ["order_lineage", { kind: "cloned" }],
  order_lineage_not_itself: ["order_lineage", { from_id: id, to_id: id }],
  order_lineage_undone: ["order_lineage", { kind: "resent", undone_at: moment }],
  order_lines_chain: ["order_lines", { picked: 1 }, { allocated: 1, picked: 1, packed: 1, shipped: 1, delivered: 2 }],
  order_lines_claims: ["order_lines", { reserved: 3, backordered: 3 }, { cancelled: 5, reserved: 1 }],
  order_lines_counters_not_negative: [
    "order_lines",
    { reserved: -1 },
    { delivered: -1 },
    { refunded: -1 },
    { awaited: -1 },
  ],
  order_lines_kind: ["order_lines", { kind: "gift" }],
  order_lines_ordered: ["order_lines", { ordered: 1_000_001 }, { ordered: 0 }],
  order_lines_refunded: ["order_lines", { refunded: 3, cancelled: 3 }],
  order_lines_refunded_minor: ["order_lines", { total_minor: 100, refunded_minor: 60, cancelled_minor: 41 }],
  order_lines_returns: ["order_lines", { returned: 1 }, { restocked: 1 }, { awaited: 1 }],
  order_lines_unit_price: ["order_lines", { unit_price: "-0.01" }],
  orders_currency: ["orders", { currency: "E1R" }],
  orders_money_ordered: ["orders", { paid_minor: 1 }, { refunded_minor: 1 }, { refunded_minor: -1 }],
  orders_payment_method: ["orders", { payment_method: "barter" }],
  orders_stage: ["orders", { stage: "lost" }],
  orders_priority: ["orders", { priority: 3 }, { priority: -2 }],
  orders_total_not_negative: ["orders", { total_minor: -1 }, { shipping_minor: -1 }],
  payment_entries_move_named: ["payment_entries", { type: "move_in" }, { type: "capture", move_id: id }],
  payment_entries_positive: ["payment_entries", { amount_minor: 0 }],
  payment_entries_refund_named: ["payment_entries", { type: "refund" }, { type: "capture", refund_id: id }],
  payment_entries_type: ["payment_entries", { type: "gift" }],
  payments_chain: ["payments", { captured_minor: 1 }, { authorised_minor: 9, captured_minor: 9, refunded_minor: 10 }],
  payments_method: ["payments", { method: "barter" }],
  refunds_positive: ["refunds", { amount_minor: 0 }, { shipping_minor: -1 }],
  refunds_status: ["refunds", { status: "lost" }],
  reservations_not_negative: ["reservations", { quantity: -1 }],
  return_lines_chain: [
    "return_lines",
    { declined: 2 },
    { withdrawn: 2, received: 3 },
    { received: 4 },
    { received: 1, restocked: 1, scrapped: 1 },
  ],
  return_lines_counters_not_negative: ["return_lines", { sent_back: -1 }, { requested: 0, approved: 0, extra: 0 }],
  return_lines_findings: ["return_lines", { findings: "{}" }],
  return_lines_given_once: ["return_lines", { refunded: 2, exchanged: 2 }],
  return_lines_outcome: ["return_lines", { outcome: "praise" }],
  return_lines_reason: ["return_lines", { reason: "whim" }],
  return_lines_refund_when: ["return_lines", { refund_when: "never" }],
  return_policies_version: ["return_policies", { version: 0 }],
  returns_decided: [
    "returns",
    { status: "rejected" },
    { status: "cancelled" },
    { status: "approved" },
    { rejected_at: moment },
  ],
  returns_due_while_open: ["returns", { due_at: moment }],
  returns_refund_when: ["returns", { refund_when: "never" }],
  returns_source: ["returns", { source: "rumour" }],
  returns_status: ["returns", { status: "lost" }],
  returns_version: ["returns", { version: 0 }],
  shipped_tail_sign: ["shipped_tail", { sign: 2 }],
  sales_entries_component: ["sales_entries", { component: "tip" }],
  sales_entries_day_shape: ["sales_entries", { business_day: "3 Feb" }],
  sales_entries_document: ["sales_entries", { order_id: null, credit_note_id: null }],
  sales_entries_kind: ["sales_entries", { kind: "gift" }],
  sales_entries_reason_of_case: ["sales_entries", { kind: "sale", reason: "late" }, { kind: "change", case_delta: 1 }],
  sales_entries_uncosted_has_no_cost: ["sales_entries", { uncosted: true, cost_minor: 1 }],
  saved_views_named: ["saved_views", { name: "" }],
  shipment_lines_chain: ["shipment_lines", { quantity: 1, picked: 2 }, { quantity: 2, picked: 1, packed: 2 }],
  shipping_mappings_words_shape: ["shipping_mappings", { words: "" }, { words: "Express" }, { words: " express" }],
  coupon_uses_slot: ["coupon_uses", { slot: 0 }],
  coupons_code_form: ["coupons", { code: "A B" }, { code: "X" }, { code: "A,B" }],
  coupons_limits: ["coupons", { limit_total: 0 }, { limit_per_customer: 0 }],
  coupons_within_limit: ["coupons", { used: -1 }, { used: 2, limit_total: 1 }],
  order_discounts_amount: ["order_discounts", { amount_minor: 0 }],
  order_promotions_coupon_coded: ["order_promotions", { coupon_id: id }],
  order_promotions_ours: ["order_promotions", { promotion_id: null, version: null }],
  order_promotions_reason: ["order_promotions", { reason: "items" }, { applied: false }],
  order_promotions_shipping: ["order_promotions", { shipping_minor: -1 }],
  order_promotions_source: ["order_promotions", { source: "rumour" }],
  order_promotions_stated: ["order_promotions", { stated_minor: 1 }, { source: "channel", stated_minor: -1 }],
  order_promotions_versioned: ["order_promotions", { version: null }],
  promotion_versions_version: ["promotion_versions", { version: 0 }],
  promotions_kind: ["promotions", { terms: '{"kind": "luck"}' }, { terms: "{}" }],
  promotions_named: ["promotions", { name: " " }],
  promotions_status: ["promotions", { status: "tired" }],
  promotions_version: ["promotions", { version: 0 }],
  shipping_services_code: ["shipping_services", { code: "SF 1" }],
  shipping_services_named: ["shipping_services", { name: "" }],
  shipping_services_transit: [
    "shipping_services",
    { transit_days_min: -1 },
    { transit_days_min: 3, transit_days_max: 2 },
    { transit_days_max: 366 },
  ],
  shipping_services_version: ["shipping_services", { version: 0 }],
  shipping_services_weight: ["shipping_services", { max_weight_grams: 0 }],
  shipments_packages: ["shipments", { packages: 0 }, { packages: 1000 }],
  shipments_status: ["shipments", { status: "lost" }],
  buyer_mail_settings_kinds: ["buyer_mail_settings", { kinds: "{return_lost}" }],
  buyer_mail_settings_single: ["buyer_mail_settings", { id: 2 }],
  buyer_mails_kind: ["buyer_mails", { kind: "return_lost" }],
  buyer_mails_status: ["buyer_mails", { status: "lost" }],
  mail_settings_port: ["mail_settings", { port: 0 }, { port: 65_536 }],
  mail_settings_security: ["mail_settings", { security: "some" }],
  mail_settings_single: ["mail_settings", { id: 2 }],
  report_mails_status: ["report_mails", { status: "lost" }],
  report_subscriptions_hour: ["report_subscriptions", { hour: 24 }, { hour: -1 }],
  report_subscriptions_report: ["report_subscriptions", { report: "weather" }],
  report_subscriptions_rhythm: ["report_subscriptions", { rhythm: "hourly" }],
  shops_single: ["shops", { id: 2 }],
  staff_role: ["staff", { role: "king" }],
  stock_levels_never_oversold: ["stock_levels", { on_hand: 1, reserved: 2 }, { on_hand: 1, reserved: 1, damaged: 1 }],
  stock_levels_states_not_negative: ["stock_levels", { damaged: -1 }, { incoming: -1 }],
  stock_movements_not_empty: ["stock_movements", { on_hand_delta: 0 }],
  stock_movements_reserve_has_line: ["stock_movements", { reserved_delta: 1, order_line_id: null }],
  tax_rates_range: ["tax_rates", { rate: "1" }, { rate: "-0.01" }],
  variant_prices_positive: ["variant_prices", { unit_price: "-0.01" }],
  variants_cost_positive: ["variants", { unit_cost: "-0.01" }],
  variants_reorder_positive: ["variants", { reorder_point: -1 }, { reorder_quantity: -1 }],
  variants_sku_shape: ["variants", { sku: "" }, { sku: " CUP" }],
  variants_weight_positive: ["variants", { weight_grams: -1 }],
  webhook_attempts_excerpt: ["webhook_attempts", { excerpt: "x".repeat(2001) }],
  webhook_attempts_problem: ["webhook_attempts", { problem: "mood" }],
  webhook_deliveries_event_of_order: ["webhook_deliveries", { order_id: id }, { seq: 1 }],
  webhook_deliveries_firing_of_order: ["webhook_deliveries", { firing_id: id }],
  webhook_deliveries_leased: ["webhook_deliveries", { state: "sending" }, { leased_until: moment }],
  webhook_deliveries_settled: ["webhook_deliveries", { state: "dead" }, { settled_at: moment }],
  webhook_deliveries_state: ["webhook_deliveries", { state: "lost" }],
  webhook_deliveries_tries: ["webhook_deliveries", { tries: 1 }, { tries: -1 }],
  webhook_endpoints_archived_is_off: ["webhook_endpoints", { archived_at: moment, enabled: true }],
  webhook_endpoints_disabled: ["webhook_endpoints", { disabled_reason: "bored", enabled: false }],
  webhook_endpoints_disabled_is_off: ["webhook_endpoints", { disabled_reason: "gone" }],
  webhook_endpoints_named: ["webhook_endpoints", { name: "" }],
  webhook_endpoints_previous: ["webhook_endpoints", { previous_secret: "s" }, { previous_until: moment }],
  webhook_endpoints_url: ["webhook_endpoints", { url: "ftp://example.com" }],
  webhook_endpoints_version: ["webhook_endpoints", { version: 0 }],
};

/** By unique key: its table, what two rows may not share, and where it matters what the second says instead. */
const keys: Readonly<Record<string, readonly [table: string, shared: Values, second?: Values]>> = {
  api_keys_keyHash_unique: ["api_keys", { key_hash: "h" }],
  automation_firings_once: ["automation_firings", { rule_id: id, order_id: id, seq: 1 }],
  automation_revisions_rule_id_version_pk: ["automation_revisions", { rule_id: id, version: 1 }],
  automation_rules_name: ["automation_rules", { name: "Mine" }, { name: "mine" }],
  automation_rules_number: ["automation_rules", { number: 7 }],
  automation_runs_number: ["automation_runs", { number: 7 }],
  bulk_files_job_id_position_pk: ["bulk_files", { job_id: id, position: 1 }],
  bulk_job_items_job_id_position_pk: ["bulk_job_items", { job_id: id, position: 1 }],
  bulk_job_items_order: ["bulk_job_items", { job_id: id, order_id: id, position: 1 }, { position: 2 }],
  bulk_jobs_number_unique: ["bulk_jobs", { number: "B1" }],
  channel_inbox_delivery: ["channel_inbox", { channel_id: id, delivery_id: "d" }],
  carriers_code_unique: ["carriers", { code: "sf" }],
  channels_code_unique: ["channels", { code: "web" }],
  credit_note_lines_position: ["credit_note_lines", { credit_note_id: id, position: 1 }],
  credit_notes_external: ["credit_notes", { channel_id: id, external_id: "x" }],
  credit_notes_number_unique: ["credit_notes", { number: "C1" }],
  customer_addresses_default: ["customer_addresses", { customer_id: id, is_default: true }],
  customers_external: ["customers", { external_key: "x" }],
  customers_number_unique: ["customers", { number: "K1" }],
  documents_number: ["documents", { number: "D1" }],
  documents_reversed_once: ["documents", { kind: "credit_note", corrects_id: id, reversing: true }],
  documents_live: ["documents", { order_id: id }],
  exception_events_exception_id_seq_pk: ["exception_events", { exception_id: id, seq: 1 }],
  exceptions_number: ["exceptions", { number: 7 }],
  exceptions_standing: ["exceptions", { subject_key: "x" }],
  holds_one_of_a_type: ["holds", { order_id: id, type: "manual" }],
  idempotency_keys_scope_key_pk: ["idempotency_keys", { scope: "s", key: "k" }],
  import_chunks_import_id_position_pk: ["import_chunks", { import_id: id, position: 1 }],
  import_rows_import_id_row_number_pk: ["import_rows", { import_id: id, row_number: 1 }],
  imports_number_unique: ["imports", { number: "I1" }],
  locations_code_unique: ["locations", { code: "L1" }],
  coupon_uses_once: ["coupon_uses", { coupon_id: id, order_id: id }],
  coupon_uses_per_customer: ["coupon_uses", { coupon_id: id, customer_id: id }, { order_id: id }],
  coupons_code: ["coupons", { code: "SPRING" }, { code: "spring" }],
  order_discounts_pk: ["order_discounts", { order_promotion_id: id, line_id: id }],
  order_promotions_once: ["order_promotions", { order_id: id, promotion_id: id }, { position: 2 }],
  order_promotions_position: ["order_promotions", { order_id: id, position: 1 }, { promotion_id: id }],
  promotion_versions_pk: ["promotion_versions", { promotion_id: id, version: 1 }],
  promotions_number: ["promotions", { number: 7 }],
  order_events_order_id_seq_pk: ["order_events", { order_id: id, seq: 1 }],
  order_lineage_merged_once: ["order_lineage", { kind: "merged", from_id: id }],
  order_lineage_to: ["order_lineage", { to_id: id }],
  order_lines_position: ["order_lines", { order_id: id, position: 1 }],
  orders_external: ["orders", { channel_id: id, external_id: "x" }],
  orders_number_unique: ["orders", { number: "O1" }],
  outbox_event: ["outbox", { order_id: id, seq: 1 }],
  payment_entries_move_once: ["payment_entries", { move_id: id, type: "move_out" }],
  payment_entries_refund_ends_once: ["payment_entries", { refund_id: id, type: "refund" }, { type: "refund_release" }],
  payment_entries_refund_once: ["payment_entries", { refund_id: id, type: "refund_claim" }],
  payments_provider_ref: ["payments", { provider: "p", provider_ref: "r" }],
  refunds_number_unique: ["refunds", { number: "R1" }],
  refunds_providerKey_unique: ["refunds", { provider_key: "p" }],
  return_exchanges_pkey: ["return_exchanges", { order_id: id }],
  return_lines_once: ["return_lines", { return_id: id, order_line_id: id, position: 1 }, { position: 2 }],
  return_lines_position: ["return_lines", { return_id: id, position: 1 }, { order_line_id: id }],
  returns_number_unique: ["returns", { number: "RMA-1" }],
  reservations_order_line_id_location_id_pk: ["reservations", { order_line_id: id, location_id: id }],
  shipped_daily_pkey: ["shipped_daily", { business_day: day, channel_id: id, currency: "EUR" }],
  shipped_daily_variants_pkey: [
    "shipped_daily_variants",
    { variant_id: id, business_day: day, channel_id: id, currency: "EUR" },
  ],
  sales_daily_business_day_channel_id_country_currency_kind_compo: [
    "sales_daily",
    { business_day: day, channel_id: id, country: "DE", currency: "EUR", kind: "sale", component: "tax" },
  ],
  sales_daily_customers_business_day_customer_id_channel_id_count: [
    "sales_daily_customers",
    { business_day: day, customer_id: id, channel_id: id, country: "DE", currency: "EUR", kind: "sale" },
  ],
  sales_daily_staff_business_day_staff_channel_id_country_currenc: [
    "sales_daily_staff",
    { business_day: day, staff: "Ann", channel_id: id, country: "DE", currency: "EUR", kind: "sale" },
  ],
  sales_daily_reasons_business_day_kind_reason_channel_id_country: [
    "sales_daily_reasons",
    {
      business_day: day,
      channel_id: id,
      country: "DE",
      currency: "EUR",
      kind: "refund",
      component: "fee",
      reason: "late",
    },
  ],
  sales_daily_variants_business_day_variant_id_channel_id_currenc: [
    "sales_daily_variants",
    { business_day: day, variant_id: id, channel_id: id, currency: "EUR", kind: "sale" },
  ],
  buyer_mails_once: ["buyer_mails", { kind: "return_received", subject: "RMA-1 2" }],
  report_mails_period: ["report_mails", { subscription_id: id, period: "2026-02-03..2026-02-03" }],
  report_subscriptions_once: ["report_subscriptions", { staff_id: id, report: "sales", rhythm: "daily" }],
  sales_span_variants_span_variant_id_currency_kind_pk: [
    "sales_span_variants",
    { span: "2026", variant_id: id, currency: "EUR", kind: "sale" },
  ],
  saved_view_pins_staff_id_view_id_pk: ["saved_view_pins", { staff_id: id, view_id: id }],
  saved_views_name: ["saved_views", { staff_id: id, list: "orders", name: "Mine" }, { name: "mine" }],
  saved_views_number: ["saved_views", { number: 7 }],
  shipment_lines_shipment_id_order_line_id_pk: ["shipment_lines", { shipment_id: id, order_line_id: id }],
  // Of every channel there is one too.
  shipping_mappings_words: ["shipping_mappings", { channel_id: null, words: "express" }],
  shipping_services_code_unique: ["shipping_services", { code: "sf-standard" }],
  shipments_number_unique: ["shipments", { number: "S1" }],
  sku_mappings_channel_id_external_sku_pk: ["sku_mappings", { channel_id: id, external_sku: "x" }],
  staff_email: ["staff", { email: "ann@shop.test" }, { email: "Ann@shop.test" }],
  staff_token: ["staff", { token_hash: "t" }],
  stock_levels_variant_id_location_id_pk: ["stock_levels", { variant_id: id, location_id: id }],
  stock_movements_pkey: ["stock_movements", { variant_id: id, id: 7 }],
  tax_rates_country_tax_class_pk: ["tax_rates", { country: "DE", tax_class: "standard" }],
  tracking_events_once: ["tracking_events", { shipment_id: id, status: "delivered", at: moment }],
  variant_prices_variant_id_currency_pk: ["variant_prices", { variant_id: id, currency: "EUR" }],
  variants_barcode: ["variants", { barcode: "4000000000012" }],
  variants_sku: ["variants", { sku: "CUP" }, { sku: "cup" }],
  waves_number_unique: ["waves", { number: "W1" }],
  webhook_attempts_delivery_id_number_pk: ["webhook_attempts", { delivery_id: 1, number: 1 }],
  webhook_deliveries_event: ["webhook_deliveries", { order_id: id, seq: 1, endpoint_id: id }],
  webhook_deliveries_firing: ["webhook_deliveries", { firing_id: id, endpoint_id: id, order_id: id, seq: 1 }],
  webhook_endpoints_name: ["webhook_endpoints", { name: "Mine" }, { name: "mine" }],
  webhook_endpoints_number: ["webhook_endpoints", { number: 7 }],
};

describe("the database refuses, whatever program writes", () => {
  it.each(Object.entries(checks))("a row against %s", async (name, [table, ...broken]) => {
    expect(await refusal((tx) => insert(tx, table, {}))).toBeNull();
    for (const values of broken)
      expect(await refusal((tx) => insert(tx, table, values)), JSON.stringify(values)).toBe(name);
  });

  it.each(Object.entries(keys))("a second row of the key %s", async (name, [table, shared, second = {}]) => {
    const first = await refusal((tx) => insert(tx, table, shared));
    expect(first).toBeNull();
    expect(
      await refusal(async (tx) => {
        await insert(tx, table, shared);
        await insert(tx, table, { ...shared, ...second });
      }),
    ).toBe(name);
  });

  it("nothing that has no example here", async () => {
    const found = await sql<{ name: string }[]>`
      select conname as name from pg_constraint
      where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0
      union all
      select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indisunique and c.relnamespace = 'public'::regnamespace and not (i.indisprimary and i.indnatts = 1)`;
    const examples = new Set([...Object.keys(checks), ...Object.keys(keys)]);
    expect(found.map(({ name }) => name).filter((name) => !examples.has(name))).toEqual([]);
  });
});

/** The name of the constraint that refused, null where all was taken; leaves nothing behind. */
async function refusal(work: (tx: postgres.TransactionSql) => Promise<void>): Promise<string | null> {
  const taken = new Error("taken");
  try {
    await sql.begin(async (tx) => {
      // A row alone, without the rows it points to and what follows from it: only its own table's rules speak.
      await tx`set local session_replication_role = replica`;
      await work(tx);
      throw taken;
    });
  } catch (error) {
    if (error === taken) return null;
    const { constraint_name: name } = error as postgres.PostgresError;
    if (!name) throw error;
    return name;
  }
  return null;
}

async function insert(tx: postgres.TransactionSql, table: string, values: Values): Promise<void> {
  const columns = await tx<Column[]>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef
      and attidentity = '' and attgenerated = ''`;
  const row = {
    ...Object.fromEntries(columns.map((column) => [column.name, anything(column)])),
    ...sound[table],
    ...values,
  };
  await tx`insert into ${tx(table)} (${tx(Object.keys(row))}) overriding system value values ${tx([Object.values(row)] as never)}`;
}

/** A value of the type that no other row has, where the type allows it. */
function anything({ name, type }: Column): string | number | boolean {
  if (type === "uuid") return name.endsWith("_id") ? other : crypto.randomUUID();
  if (type === "boolean") return false;
  if (type === "jsonb") return "{}";
  if (type.endsWith("[]")) return "{}";
  if (type.startsWith("timestamp")) return moment;
  if (type === "date") return day;
  if (["text", "character varying", "bytea"].includes(type)) return crypto.randomUUID();
  return 0;
}

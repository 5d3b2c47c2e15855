create extension if not exists pg_trgm;
--> statement-breakpoint
-- Pairs of neighbouring Chinese, Japanese or Korean characters: a trigram index alone does not find a name of two characters.
create function ch_grams(input text) returns text[]
  language sql immutable parallel safe strict as $$
  select coalesce(array_agg(distinct substr(run, i, 2)), '{}'::text[])
  from regexp_matches(input, '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+', 'g') as found(runs),
       lateral (select runs[1]) as r(run),
       lateral generate_series(1, greatest(length(run) - 1, 1)) as i
$$;
--> statement-breakpoint
-- Numbers people see. They may have gaps; invoice numbers come from the counters table instead.
create sequence order_number_seq start 100001;
--> statement-breakpoint
create sequence customer_number_seq start 10001;
--> statement-breakpoint
create sequence shipment_number_seq start 100001;
--> statement-breakpoint
create sequence refund_number_seq start 10001;
--> statement-breakpoint
create sequence credit_note_number_seq start 10001;
--> statement-breakpoint
create sequence import_number_seq start 101;
--> statement-breakpoint
create sequence wave_number_seq start 101;
--> statement-breakpoint
create sequence stock_document_number_seq start 10001;

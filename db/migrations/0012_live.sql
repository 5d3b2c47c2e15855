-- Web processes hear of a change in the transaction that makes it. A message says what to look at, never what it says:
-- whoever may not see it learns nothing. What would not fit says only where something changed.
create function ch_tell(topic text, facts jsonb) returns void language plpgsql as $$
declare message text := jsonb_build_object('topic', topic, 'facts', facts)::text;
begin
  perform pg_notify('countinghouse_live', case when octet_length(message) < 7000 then message else jsonb_build_object('topic', topic)::text end);
end $$;
--> statement-breakpoint
-- One message a statement, however many orders it is about: number, version, stage, and whether it is new.
create function ch_tell_orders() returns trigger language plpgsql as $$
begin
  if (select count(*) from (select 1 from added limit 201) few) > 200 then
    perform ch_tell('orders', null);
  else
    perform ch_tell('orders', jsonb_agg(jsonb_build_array(o.number, o.version, o.stage, d.first = 1)))
    from (select order_id, min(seq) as first from added group by 1) d join orders o on o.id = d.order_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger order_events_tell after insert on order_events
  referencing new table as added for each statement execute function ch_tell_orders();
--> statement-breakpoint
-- Stock that moves for an order is told with the order.
create function ch_tell_stock() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added where order_line_id is null) then perform ch_tell('stock', null); end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_movements_tell after insert on stock_movements
  referencing new table as added for each statement execute function ch_tell_stock();
--> statement-breakpoint
-- Work that got further: of which kind, and its number.
create function ch_tell_job() returns trigger language plpgsql as $$
begin
  perform ch_tell('job', jsonb_build_array(tg_argv[0], new.number));
  return null;
end $$;
--> statement-breakpoint
create trigger imports_tell_new after insert on imports for each row execute function ch_tell_job('import');
--> statement-breakpoint
create trigger imports_tell after update of status, rows_done, rows_total on imports for each row execute function ch_tell_job('import');
--> statement-breakpoint
create trigger bulk_jobs_tell_new after insert on bulk_jobs for each row execute function ch_tell_job('bulk');
--> statement-breakpoint
create trigger bulk_jobs_tell after update of status, waiting, ready, done, skipped, failed on bulk_jobs for each row execute function ch_tell_job('bulk');
--> statement-breakpoint
-- Whose access changed is looked at again at once.
create function ch_tell_staff() returns trigger language plpgsql as $$
begin
  perform ch_tell('staff', null);
  return null;
end $$;
--> statement-breakpoint
create trigger staff_tell after update of role, active, session_version on staff for each statement execute function ch_tell_staff();
--> statement-breakpoint
create trigger staff_tell_gone after delete on staff for each statement execute function ch_tell_staff();

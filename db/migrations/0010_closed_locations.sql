-- Nothing is promised from a closed warehouse. Whoever promises shares its lock with everybody else who does; whoever
-- closes it has the lock alone, so that one of the two sees what the other did.
create function ch_lock_location(location uuid, alone boolean) returns void language sql as $$
  select case when alone then pg_advisory_xact_lock(hashtextextended(location::text, 4))
              else pg_advisory_xact_lock_shared(hashtextextended(location::text, 4)) end
$$;
--> statement-breakpoint
create function ch_promise_from_open() returns trigger language plpgsql as $$
begin
  perform ch_lock_location(location_id, false) from (select distinct location_id from added where reserved_delta > 0 order by 1) promised;
  -- Not a refusal: the command that read the warehouse as open runs again and finds it closed.
  if exists (
    select 1 from added a join locations l on l.id = a.location_id where a.reserved_delta > 0 and not l.active
  ) then
    raise exception 'a warehouse was closed meanwhile' using errcode = 'serialization_failure', constraint = 'stock_movements_open_location';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_movements_open_location after insert on stock_movements
  referencing new table as added for each statement execute function ch_promise_from_open();
--> statement-breakpoint
create function ch_close_location() returns trigger language plpgsql as $$
begin
  perform ch_lock_location(new.id, true);
  if exists (select 1 from stock_levels where location_id = new.id and reserved > 0) then
    raise exception 'units are promised from this warehouse' using errcode = 'restrict_violation', constraint = 'locations_closed_empty';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger locations_closed_empty before update of active on locations for each row
  when (old.active and not new.active) execute function ch_close_location();

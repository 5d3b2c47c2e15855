-- A shop whose last owner who can sign in is gone could never get one again: only owners make owners.
create function ch_keep_owner() returns trigger language plpgsql as $$
begin
  -- Locked, so that two owners who remove each other cannot both see the other one stay.
  perform 1 from staff where role = 'owner' and active and password_hash is not null order by id for update;
  if not found then
    raise exception 'the shop keeps an owner' using errcode = 'restrict_violation', constraint = 'staff_last_owner';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger staff_keep_owner_changed after update of role, active, password_hash on staff for each row
  when (
    old.role = 'owner' and old.active and old.password_hash is not null
    and (new.role <> 'owner' or not new.active or new.password_hash is null)
  ) execute function ch_keep_owner();
--> statement-breakpoint
create trigger staff_keep_owner_deleted after delete on staff for each row
  when (old.role = 'owner' and old.active and old.password_hash is not null) execute function ch_keep_owner();

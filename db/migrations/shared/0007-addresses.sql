-- Addresses that a renamed store had, and stores that are being removed.

-- A code that a store had before: its addresses lead to the store's new ones. It stays the store's own until the store is
-- removed, or somebody of the platform lets it go.
create table former_codes (
  code       varchar(50) primary key,
  store_id   integer not null references stores on delete cascade,
  retired_at timestamptz not null default now()
);
create index former_codes_by_store on former_codes (store_id);

-- Whoever changes a code, by hand too. It runs after the row was written: by then it is known whether somebody else was
-- just letting go of the code.
create function keep_former_code() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  holder text;
begin
  if tg_op = 'UPDATE' then
    if old.code = new.code then return null; end if;
    delete from public.former_codes where code = new.code and store_id = new.id; -- the store has it back
    insert into public.former_codes (code, store_id) values (old.code, new.id);
  end if;
  select s.code into holder from public.former_codes f join public.stores s on s.id = f.store_id where f.code = new.code;
  if holder is not null then
    raise exception 'The code "%" leads to the store "%", which had it before', new.code, holder
      using errcode = 'unique_violation', constraint = 'former_codes_pkey';
  end if;
  return null;
end $$;
create trigger keep_former_code after insert or update of code on stores
  for each row execute function keep_former_code();

create trigger announce after insert or update or delete on former_codes
  for each row execute function announce_domain();
create trigger announce_truncate after truncate on former_codes
  for each statement execute function announce_all();

grant select, delete on former_codes to {{platform}};

-- A store is removed in many transactions, a few tables at a time; the first one sets this, the last one takes the row.
alter table stores add column dropping_since timestamptz;
comment on column stores.dropping_since is 'Since then its tables are being dropped: it cannot be restored';

create function refuse_return() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> 'trashed' or new.dropping_since is null or new.code <> old.code then
    raise exception 'Store "%" is being removed, and cannot come back: nothing was changed', old.code
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;
create trigger refuse_return before update on stores
  for each row when (old.dropping_since is not null) execute function refuse_return(); -- after derive_is_active, by its name

-- Migrating many stores: runs that can be paused, and which applications a store's version can serve.

-- serves is the oldest application, by its newest migration of the same room, that works with a room that has this one;
-- null stands for those only that have it themselves.
alter table migrations add column serves integer check (serves between 1 and version);
alter table store_migrations add column waited_ms integer not null default 0;
comment on column store_migrations.waited_ms is 'From the first attempt, which met a lock, to the one that worked';

alter table stores add column version integer not null default 0;
create index stores_by_version on stores (version);
comment on column stores.version is 'The newest migration that its schema has: the ledger, kept here by triggers';
update stores s set version = m.version
from (select store_id, max(version) as version from store_migrations where state = 'done' group by store_id) m
where m.store_id = s.id;

-- The spare's row comes first: whoever claims it holds that row, and its store can be seen only once it is let go.
create function note_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  room    integer := coalesce(new.store_id, old.store_id);
  reached integer := (select coalesce(max(m.version), 0) from public.store_migrations m where m.store_id = room and m.state = 'done');
begin
  update public.spare_schemas s set version = reached where s.id = room and s.version <> reached;
  update public.stores s set version = reached where s.id = room and s.version <> reached;
  return null;
end $$;
create trigger note_version after insert or update or delete on store_migrations
  for each row execute function note_version();

create function read_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.spare_schemas s where s.id = new.id for update; -- it may just be migrated
  new.version := (select coalesce(max(m.version), 0) from public.store_migrations m where m.store_id = new.id and m.state = 'done');
  return new;
end $$;
create trigger read_version before insert on stores for each row execute function read_version();

-- A spare of a newer version will do where this application can serve it.
create or replace function claim_store(code text, name text, plan text, currency text, locale text, theme jsonb, version integer)
returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  spare integer;
begin
  select s.id into spare from public.spare_schemas s
    where s.version >= claim_store.version
      and not exists (select from public.migrations m where m.room = 'store'
        and m.version > claim_store.version and m.version <= s.version and coalesce(m.serves, m.version) > claim_store.version)
      and not exists (select from public.stores t where t.id = s.id) -- inserted by hand, not yet settled
    order by s.id limit 1 for update skip locked;
  if spare is null then return null; end if;

  insert into public.stores (id, code, name, plan) values (spare, code, name, plan);
  delete from public.spare_schemas s where s.id = spare;
  perform public.furnish_store(spare, currency, locale, theme);
  return spare;
end $$;

-- seen_at tells whether the runner is still there; wish is what somebody at another terminal asks of it.
create table migration_runs (
  id        integer generated always as identity primary key,
  state     text not null default 'running' check (state in ('running', 'paused', 'stopped', 'failed', 'done')),
  wish      text not null default 'run' check (wish in ('run', 'pause')),
  who       text not null,
  backend   integer not null,
  version   integer not null,
  workers   integer not null,
  wave      text not null default '',
  total     integer not null default 0,
  done      integer not null default 0,
  failed    integer not null default 0,
  rate      real not null default 0,
  waits     integer not null default 0,
  waited_ms bigint not null default 0,
  note      text not null default '',
  begun_at  timestamptz not null default now(),
  seen_at   timestamptz not null default now(),
  ended_at  timestamptz
);
create unique index migration_runs_one on migration_runs ((true)) where state in ('running', 'paused');
grant select on migration_runs to {{platform}};

-- Which stores came out of an older database (`db adopt`): what is done is not done again. Without a store there is nothing.
create table adoptions (
  source     text not null,
  old_id     text not null,
  store_id   integer not null unique references stores on delete cascade,
  state      text not null default 'moving' check (state in ('moving', 'differs', 'done')),
  begun_at   timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  report     jsonb,
  primary key (source, old_id)
);

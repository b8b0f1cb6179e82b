-- What a store may take of the whole beyond its plan, and what it has taken.

-- A row only for a store to which something else applies than its plan says; null: as the plan says.
create table store_limits (
  store_id     integer primary key references stores on delete cascade,
  statement_ms integer check (statement_ms between 100 and 600000),
  connections  integer check (connections between 1 and 200),
  file_bytes   bigint check (file_bytes >= 0),
  row_bytes    bigint check (row_bytes >= 0),
  reason       text not null check (reason <> '' and length(reason) <= 200),
  set_by       text not null,
  set_at       timestamptz not null default now()
);
comment on column store_limits.connections is 'Of one process, at once';

-- The processes keep what applies to a store together with its row, and hear of a change in the same way.
create trigger announce after insert or update or delete on store_limits
  for each row execute function announce_domain();
create trigger announce_truncate after truncate on store_limits
  for each statement execute function announce_all();

-- What the processes have counted, by the hour: units of work, the time for which they held a connection, queries and
-- rows in them, what was refused at the door and what was cancelled for taking too long.
create table usage_hours (
  store_id     integer not null references stores on delete cascade,
  hour         timestamptz not null check (extract(epoch from hour) % 3600 = 0),
  requests     bigint not null default 0,
  units        bigint not null default 0,
  milliseconds bigint not null default 0,
  queries      bigint not null default 0,
  row_count    bigint not null default 0,
  refused      bigint not null default 0,
  cancelled    bigint not null default 0,
  primary key (store_id, hour)
) with (fillfactor = 80); -- the rows of this hour change every few seconds
create index usage_hours_by_hour on usage_hours (hour);

-- What the store had room for when it was gathered, and since when it takes more: its owners are told once.
alter table usage
  add column row_limit  bigint,
  add column file_limit bigint,
  add column over_since timestamptz;

grant select on store_limits to {{platform}};
grant select, insert, update, delete on usage_hours to {{platform}};

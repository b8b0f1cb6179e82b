-- What is to happen after a transaction: mails, refunds, the end of a hold. A store writes a row together with the change
-- that it belongs to; only the platform's worker reads it.

create table outbox (
  id         bigint generated always as identity primary key,
  store_id   integer not null default substring(current_user from 'store_([0-9]+)$')::integer references stores on delete cascade,
  kind       text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  payload    jsonb not null default '{}' check (length(payload::text) <= 10000),
  due_at     timestamptz not null default now(),
  state      text not null default 'waiting' check (state in ('waiting', 'dead')),
  attempts   integer not null default 0,
  error      text not null default '',
  created_at timestamptz not null default now()
);
create index outbox_by_due on outbox (due_at) where state = 'waiting';
create index outbox_by_store on outbox (store_id);
create index outbox_dead on outbox (id) where state = 'dead';

alter table outbox enable row level security;
create policy platform_sees_all on outbox to {{platform}} using (true) with check (true);
create policy store_posts_its_own on outbox for insert to {{store}}
  with check (store_id = substring(current_user from 'store_([0-9]+)$')::integer);
grant insert (kind, payload, due_at) on outbox to {{store}};
grant select, update, delete on outbox to {{platform}};

-- Fired by triggers of the store schemas; each acts on the schema of its own table only, with the rights of whoever wrote.

create function move_stock() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from moved where kind <> 'counted') then
    return null;
  end if;
  execute format(
    'update %I.variants v set on_hand = v.on_hand + m.on_hand, reserved = v.reserved + m.reserved
     from (select variant_id, sum(on_hand)::integer as on_hand, sum(reserved)::integer as reserved
       from moved where kind <> ''counted'' group by variant_id) m
     where v.id = m.variant_id', tg_table_schema);
  return null;
end $$;

create function note_count() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  on_hand  integer := new.on_hand;
  reserved integer := new.reserved;
begin
  if tg_op = 'UPDATE' then
    on_hand := on_hand - old.on_hand;
    reserved := reserved - old.reserved;
  end if;
  execute format('insert into %I.stock_movements (variant_id, kind, on_hand, reserved) values ($1, ''counted'', $2, $3)',
    tg_table_schema) using new.id, on_hand, reserved;
  return null;
end $$;

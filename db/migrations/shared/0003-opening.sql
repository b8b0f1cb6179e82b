-- Opening a store: a spare schema is claimed and furnished in one transaction of milliseconds, without DDL.

-- What a shop must have before it can answer. Run again, it changes nothing that is there.
create function furnish_store(store integer, currency text, locale text, theme jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('insert into store_%1$s.settings (currency, locale) values ($1, $2) on conflict do nothing', store)
    using currency, locale;
  execute format('insert into store_%1$s.themes (state, tokens, published_at) '
    'select ''published'', $1, now() where not exists (select from store_%1$s.themes)', store)
    using theme;
  update public.stores set state = 'open' where id = store and state = 'opening';
end $$;

-- Gives the new store's id, or null when no spare schema of this version is ready.
create function claim_store(code text, name text, plan text, currency text, locale text, theme jsonb, version integer)
returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  spare integer;
begin
  select s.id into spare from public.spare_schemas s
    where s.version = claim_store.version
      and not exists (select from public.stores t where t.id = s.id) -- inserted by hand, not yet settled
    order by s.id limit 1 for update skip locked;
  if spare is null then return null; end if;

  insert into public.stores (id, code, name, plan) values (spare, code, name, plan);
  delete from public.spare_schemas s where s.id = spare;
  perform public.furnish_store(spare, currency, locale, theme);
  return spare;
end $$;

grant execute on function claim_store(text, text, text, text, text, jsonb, integer) to {{platform}};

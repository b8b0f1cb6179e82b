-- What tells the processes that something changed. A payload is a hint (kind, id): whoever hears it reads again.

create function announce(kind text, id integer) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select pg_notify('wizamart', json_build_object('kind', kind, 'id', id)::text)
$$;

create function announce_store() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.announce('store', coalesce(new.id, old.id));
  return null;
end $$;
create trigger announce after insert or update or delete on stores
  for each row execute function announce_store();

create function announce_domain() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.announce('store', coalesce(new.store_id, old.store_id));
  if tg_op = 'UPDATE' and new.store_id <> old.store_id then
    perform public.announce('store', old.store_id);
  end if;
  return null;
end $$;
create trigger announce after insert or update or delete on store_domains
  for each row execute function announce_domain();

-- Without this a TRUNCATE by hand would go unheard; 0 stands for every store.
create function announce_all() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.announce('store', 0);
  return null;
end $$;
create trigger announce_truncate after truncate on stores
  for each statement execute function announce_all();
create trigger announce_truncate after truncate on store_domains
  for each statement execute function announce_all();

-- The rest are fired by triggers of the store schemas. Each acts on the schema of its own table only.

create function store_of(schema_name name) returns integer
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select substring(schema_name from '^store_([0-9]+)$')::integer
$$;

create function announce_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('update %I.revision set number = number + 1', tg_table_schema);
  perform public.announce('content', public.store_of(tg_table_schema));
  return null;
end $$;

create function publish_theme() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.stores set theme = new.tokens where id = public.store_of(tg_table_schema);
  return null;
end $$;

create function summarise(schema_name name, product_ids integer[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format($sql$
    update %1$I.products p
    set cover_id = s.cover_id, price_min = coalesce(s.price_min, 0), price_max = coalesce(s.price_max, 0),
        compare_at_price = s.compare_at_price, stock = coalesce(s.stock, 'out'), variant_count = s.variant_count,
        choices = s.choices, skus = s.skus
    from (
      select q.id,
        (select c.id from %1$I.pictures c where c.product_id = q.id order by c.position, c.id limit 1) as cover_id,
        min(v.price) as price_min, max(v.price) as price_max, count(v.id) as variant_count,
        (array_agg(v.compare_at_price order by v.price, v.position))[1] as compare_at_price,
        case when bool_or(v.stock = 'in') then 'in' when bool_or(v.stock = 'low') then 'low' else 'out' end as stock,
        coalesce(string_agg(distinct nullif(v.sku, ''), ' '), '') as skus,
        coalesce((select array_agg(distinct q.option_names[o.n] || ':' || o.value)
          from %1$I.variants w, lateral (values (1, w.option1), (2, w.option2), (3, w.option3)) o (n, value)
          where w.product_id = q.id and o.value <> '' and q.option_names[o.n] is not null), '{}') as choices
      from %1$I.products q left join %1$I.variants v on v.product_id = q.id
      where q.id = any ($1)
      group by q.id
    ) s
    where p.id = s.id$sql$, schema_name) using product_ids;
end $$;

create function summarise_products() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform public.summarise(tg_table_schema,
    (select array_agg(distinct product_id) from changed where product_id is not null));
  return null;
end $$;

create function summarise_product() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform public.summarise(tg_table_schema, array[new.product_id]);
  return null;
end $$;

create function index_product_words() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  traits text := concat_ws(' ', new.vendor, new.type, array_to_string(new.tags, ' '), new.skus);
  body   text := left(regexp_replace(new.description, '<[^>]*>', ' ', 'g'), 20000);
begin
  new.words :=
    setweight(public.plain_words(new.title), 'A') ||
    setweight(public.plain_words(traits), 'B') ||
    setweight(public.plain_words(body), 'D');
  new.spelling := lower(public.unaccent('public.unaccent',
    concat_ws(' ', new.title, nullif(new.vendor, ''), nullif(new.type, ''), nullif(array_to_string(new.tags, ' '), ''))));
  return new;
end $$;

-- Letters and digits only, as search_query cuts what was typed: PostgreSQL's own parser would make one word of
-- "AC/DC", "1.5" or "shop.example", of which a query could never find the second half.
create function plain_words(written text) returns tsvector
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_tsvector('simple', regexp_replace(public.unaccent('public.unaccent', written), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- What a shopper typed, as a query: every word must occur, each may be only the beginning of one.
create function search_query(typed text) returns tsquery
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_tsquery('simple', string_agg(word || ':*', ' & '))
  from regexp_split_to_table(lower(public.unaccent('public.unaccent', typed)), '[^[:alnum:]]+') as word
  where word <> ''
$$;

grant execute on function search_query(text), plain_words(text), store_of(name), summarise(name, integer[]) to {{store}};

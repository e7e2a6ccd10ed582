-- Reference tables: few rows, read by every process into memory (src/catalog).
create table category (
  slug     text primary key,
  name     text not null,
  position integer not null
);

create table product (
  slug        text primary key,
  category    text not null references category (slug),
  name        text not null,
  description text not null,
  details     text not null default '',
  picture     text not null,
  wall        text not null default 'plaster',
  position    integer not null default 0,
  created_at  timestamptz not null default now(),
  search      tsvector not null generated always as (
    setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', details), 'B') ||
    setweight(to_tsvector('english', description), 'C')
  ) stored
);
create index product_search on product using gin (search);

create table variant (
  sku      text primary key,
  product  text not null references product (slug),
  label    text not null default '',
  position integer not null default 0
);
create index variant_product on variant (product);

-- One row per currency, set by hand: prices are never converted.
create table price (
  sku              text not null references variant (sku),
  currency         text not null check (currency in ('EUR', 'GBP', 'USD')),
  price_cents      integer not null check (price_cents > 0),
  compare_at_cents integer check (compare_at_cents > price_cents),
  primary key (sku, currency)
);

-- Raised by whoever changes one of the tables above; processes read it again when it moves.
create table catalog_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into catalog_revision (revision) values (1);

-- Distributed by sku. Not part of the revision: one row for the whole shop would make every order wait for every other.
create table stock (
  sku        text primary key,
  available  integer not null check (available >= 0),
  changed_at timestamptz not null default now()
);
create index stock_changed_at on stock (changed_at);

-- Typo help where the server has the extension and we may create it; search works without.
do $$
begin
  create extension if not exists pg_trgm;
exception when others then
  raise notice 'pg_trgm is not available: search goes without typo help';
end
$$;

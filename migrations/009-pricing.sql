-- What delivery and taxes cost, and what is taken off. Reference tables, read with the catalogue; who changes one raises its revision.

-- Grams decide what a parcel costs; the tax class at which rate a product is taxed.
alter table variant add column grams integer not null default 500 check (grams > 0);
alter table product add column tax_class text not null default 'standard';

-- A country that is in no zone is not delivered to.
create table delivery_zone (
  country text primary key,
  zone    text not null
);

-- Working days after the day of the order.
create table delivery_method (
  zone        text not null,
  method      text not null check (method in ('standard', 'express')),
  fewest_days integer not null check (fewest_days >= 0),
  most_days   integer not null check (most_days >= fewest_days),
  primary key (zone, method)
);

-- What a parcel of up to so many grams costs; what is heavier than the heaviest goes in several. Free from so much of goods on.
create table delivery_rate (
  zone            text not null,
  method          text not null,
  currency        text not null check (currency in ('EUR', 'GBP', 'USD')),
  up_to_grams     integer not null check (up_to_grams > 0),
  price_cents     integer not null check (price_cents >= 0),
  free_from_cents integer check (free_from_cents >= 0),
  primary key (zone, method, currency, up_to_grams),
  foreign key (zone, method) references delivery_method (zone, method)
);

-- Hundredths of a percent, included in all prices. A country without a rate is one that the shop exports to: no tax is in the price there.
create table tax_rate (
  country   text not null,
  tax_class text not null,
  rate_bps  integer not null check (rate_bps between 0 and 10000),
  primary key (country, tax_class)
);

-- A coupon has a code; without one a promotion applies by itself. Amounts by currency: { "EUR": 500 }.
create table promotion (
  promotion_id      text primary key,
  code              text unique check (code = upper(code)),
  name              text not null,
  kind              text not null check (kind in ('percent', 'amount', 'free-delivery', 'buy-x-get-y')),
  percent           integer check (percent between 1 and 100),
  amounts           jsonb,
  buy               integer check (buy > 0),
  get               integer check (get > 0),
  category          text references category (slug),
  minimums          jsonb,
  starts_at         timestamptz,
  ends_at           timestamptz,
  total_uses        integer check (total_uses > 0),
  uses_per_customer integer check (uses_per_customer > 0),
  stacks            boolean not null default false,
  active            boolean not null default true,
  check (code is not null or uses_per_customer is null), -- nobody is known before they order
  check (case kind when 'percent' then percent is not null when 'amount' then amounts is not null
                   when 'buy-x-get-y' then buy is not null and get is not null else true end)
);

-- How often a promotion was used: in all (shopper is empty), and by each mailbox (hashed). Distributed by promotion_id.
create table promotion_use (
  promotion_id text not null,
  shopper      text not null,
  used         integer not null check (used >= 0),
  primary key (promotion_id, shopper)
);

alter table orders add column discount_cents integer not null default 0 check (discount_cents >= 0);
alter table orders add column tax_cents integer not null default 0 check (tax_cents >= 0);
alter table orders drop constraint orders_check;
alter table orders add constraint orders_total check (total_cents = subtotal_cents - discount_cents + delivery_cents);
alter table order_line add column discount_cents integer not null default 0 check (discount_cents between 0 and total_cents);
alter table order_line add column tax_rate_bps integer not null default 0;
alter table order_line add column tax_cents integer not null default 0;

-- What of the total, with delivery, is taxed at each rate.
create table order_tax (
  shopper_id  uuid not null,
  order_id    uuid not null,
  rate_bps    integer not null,
  gross_cents integer not null,
  tax_cents   integer not null check (tax_cents between 0 and gross_cents),
  primary key (shopper_id, order_id, rate_bps),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);

-- What was taken off the goods (0: the delivery was free), as it was called then. Uses are given back when the order is cancelled.
create table order_promotion (
  shopper_id     uuid not null,
  order_id       uuid not null,
  promotion_id   text not null,
  position       integer not null,
  code           text,
  name           text not null,
  discount_cents integer not null,
  counted        boolean not null,
  primary key (shopper_id, order_id, promotion_id),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);
create index order_promotion_code on order_promotion (code) where code is not null;

-- The terms of a shop in the EU, to begin with. Standard and reduced rates of VAT as the European Commission lists them
-- (Taxes in Europe Database, 2026): have them checked before you sell.
insert into delivery_zone (country, zone)
select unnest('{AT,BE,DK,FI,FR,DE,IE,IT,LU,NL,PL,PT,ES,SE}'::text[]), 'eu' union all values ('CH', 'ch'), ('GB', 'uk'), ('US', 'us');
insert into delivery_method (zone, method, fewest_days, most_days) values
  ('eu', 'standard', 3, 5), ('eu', 'express', 1, 2), ('uk', 'standard', 3, 5), ('uk', 'express', 1, 2),
  ('ch', 'standard', 4, 6), ('ch', 'express', 2, 3), ('us', 'standard', 6, 9), ('us', 'express', 2, 4);
insert into delivery_rate (zone, method, currency, up_to_grams, price_cents, free_from_cents)
select zone, method, currency, up_to_grams, price_cents + case when zone = 'ch' then 400 else 0 end, free_from_cents
  from unnest('{eu,uk,us,ch}'::text[]) as zone,
       (values ('standard', 'EUR', 10000, 490, 6000), ('standard', 'EUR', 30000, 990, 6000), ('express', 'EUR', 10000, 1190, null), ('express', 'EUR', 30000, 1990, null),
               ('standard', 'GBP', 10000, 450, 5500), ('standard', 'GBP', 30000, 890, 5500), ('express', 'GBP', 10000, 990, null), ('express', 'GBP', 30000, 1690, null),
               ('standard', 'USD', 10000, 590, 7000), ('standard', 'USD', 30000, 1190, 7000), ('express', 'USD', 10000, 1390, null), ('express', 'USD', 30000, 2390, null)
       ) as rate (method, currency, up_to_grams, price_cents, free_from_cents);
insert into tax_rate (country, tax_class, rate_bps)
select country, 'standard', standard from (values
  ('AT', 2000), ('BE', 2100), ('DK', 2500), ('FI', 2550), ('FR', 2000), ('DE', 1900), ('IE', 2300), ('IT', 2200), ('LU', 1700), ('NL', 2100), ('PL', 2300), ('PT', 2300), ('ES', 2100), ('SE', 2500)
) as rate (country, standard);
insert into tax_rate (country, tax_class, rate_bps) values
  ('AT', 'reduced', 1000), ('BE', 'reduced', 600), ('DK', 'reduced', 2500), ('FI', 'reduced', 1350), ('FR', 'reduced', 550), ('DE', 'reduced', 700), ('IE', 'reduced', 1350),
  ('IT', 'reduced', 1000), ('LU', 'reduced', 800), ('NL', 'reduced', 900), ('PL', 'reduced', 800), ('PT', 'reduced', 600), ('ES', 'reduced', 1000), ('SE', 'reduced', 1200);

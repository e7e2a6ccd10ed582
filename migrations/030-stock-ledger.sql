-- What became of the pieces of a SKU, one entry for each change of its stock and written by the same statement: the deltas of a SKU add up
-- to stock.available, and `balance` is what was there after each. Distributed by sku, as stock is.
alter table stock
  add column low_at  integer not null default 5 check (low_at between 0 and 99999), -- few are left from here on
  add column entries integer not null default 0,                                    -- of the ledger: the position of the last one
  add column sold_at timestamptz;                                                   -- when pieces were last taken for an order

create table stock_entry (
  sku          text not null,
  position     integer not null,          -- 1, 2, 3 … without a gap, given under the lock of the row in stock
  at           timestamptz not null,
  delta        integer not null,
  balance      integer not null check (balance >= 0),
  kind         text not null check (kind in ('opening', 'sold', 'cancelled', 'returned', 'adjusted', 'counted')),
  reason       text not null default '',
  order_number text,
  actor_id     uuid,                      -- staff alone: who ordered or cancelled stands in the history of the order
  actor_name   text not null default '',
  form_key     text,                      -- a second press of the button is the same entry
  primary key (sku, position),
  check (delta <> 0 or kind in ('opening', 'counted'))
);
create unique index stock_entry_form_key on stock_entry (sku, form_key) where form_key is not null;

insert into stock_entry (sku, position, at, delta, balance, kind)
select sku, 1, now(), available, available, 'opening' from stock;
update stock set entries = 1,
       sold_at = (select max(placed_at) from order_line where order_line.sku = stock.sku);

-- How many pieces of a SKU were ordered on a day in UTC, less those of orders that were cancelled on it: so it may be below zero.
-- Written by the statement that writes the ledger, which has many times as many rows.
create table stock_day (
  sku  text not null,
  day  date not null,
  sold integer not null,
  primary key (sku, day)
);
create index stock_day_day on stock_day (day);

insert into stock_day (sku, day, sold)
select sku, (order_line.placed_at at time zone 'UTC')::date, sum(quantity)
  from order_line join orders using (shopper_id, order_id)
 where order_line.placed_at >= now() - interval '1 year' and orders.status <> 'cancelled'
 group by 1, 2;

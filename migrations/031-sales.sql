-- What was ordered on a day in UTC, in each currency: counted from the orders when somebody asks for it, and kept. As long as an order of
-- the day may still be cancelled (`unsettled`) it is counted again now and then; afterwards it stays. Few rows; a reference table.
create table sales_day (
  day         date not null,
  currency    text not null check (currency in ('EUR', 'GBP', 'USD')),
  orders      integer not null,           -- those that were cancelled are orders, too
  cancelled   integer not null,
  sales_cents bigint not null,            -- without those that were cancelled
  unsettled   integer not null,
  counted_at  timestamptz not null,
  primary key (day, currency)
);

-- The hour in which what a cart holds was last changed; null while it holds nothing. Whole hours, so that most changes of a cart touch no index.
alter table session add column cart_at timestamptz;
update session set cart_at = date_trunc('hour', seen_at) where ended_at is null and jsonb_path_exists(sess, '$.cart.lines[0]');
create index session_cart_at on session (cart_at) where cart_at is not null;

alter table cart add column cart_at timestamptz;
update cart set cart_at = date_trunc('hour', changed_at) where jsonb_path_exists(cart, '$.lines[0]');
create index cart_cart_at on cart (cart_at) where cart_at is not null;

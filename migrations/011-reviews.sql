-- What customers say of what they bought. Of a shopper, so distributed by shopper_id; one per product, whatever runs at once.
-- It outlives the product and the account: like an order, without the name.
create table review (
  shopper_id   uuid not null,
  product      text not null,
  review_id    uuid not null,             -- names it in the addresses of the admin
  stars        integer not null check (stars between 1 and 5),
  title        text not null,
  body         text not null,
  name         text not null,             -- as it is shown; emptied with the account
  state        text not null default 'waiting' check (state in ('waiting', 'published', 'refused')),
  reason       text not null default '',  -- why it was refused, told to the customer
  reply        text not null default '',  -- of the shop, shown below it
  replied_at   timestamptz,
  version      integer not null default 1, -- raised by every change, of whoever makes it
  bought_at    timestamptz,               -- when the order was placed that shows it was bought; null where none does
  written_at   timestamptz not null default now(),
  decided_at   timestamptz,
  decided_by   text not null default '',
  published_at timestamptz,               -- since when it is shown, as long as it is
  primary key (shopper_id, product),
  check ((state = 'published') = (published_at is not null))
);
create index review_published on review (product, published_at desc, review_id) include (stars) where state = 'published';
create index review_state on review (state, written_at, review_id);
create index review_id on review (review_id);

-- A reference table beside product: read into memory with the catalogue. It is counted again, under its lock, in the
-- transaction of whatever changes a published review. newest holds the first page, so that it costs no query.
create table product_rating (
  product text primary key references product (slug) on delete cascade,
  stars_1 integer not null default 0 check (stars_1 >= 0),
  stars_2 integer not null default 0 check (stars_2 >= 0),
  stars_3 integer not null default 0 check (stars_3 >= 0),
  stars_4 integer not null default 0 check (stars_4 >= 0),
  stars_5 integer not null default 0 check (stars_5 >= 0),
  newest  jsonb not null default '[]'
);

-- What goes well with a product, chosen by hand. A reference table, read by every process with the catalogue.
create table product_relation (
  product  text not null references product (slug),
  related  text not null references product (slug),
  position integer not null,
  primary key (product, related),
  check (product <> related)
);

-- The wishlist of a customer. The price is the one that was shown when the item was put there, so that a change can be told.
create table wishlist_item (
  shopper_id  uuid not null references customer (shopper_id) on delete cascade,
  sku         text not null,
  currency    text not null check (currency in ('EUR', 'GBP', 'USD')),
  price_cents integer not null check (price_cents > 0),
  added_at    timestamptz not null default now(),
  primary key (shopper_id, sku)
);

-- The link by which a customer shows the list to others. In clear: the owner reads it again at any time, and it opens
-- nothing but rows that whoever reads this one reads anyway. Written in one transaction with wishlist_link.
create table wishlist_share (
  shopper_id uuid primary key references customer (shopper_id) on delete cascade,
  token      text not null
);

-- Finds the customer of such a link. Distributed by token.
create table wishlist_link (
  token      text primary key,
  shopper_id uuid not null
);

-- Who is told when a sold-out item is back. The token stands in the mails; in clear, because the second mail needs it, too,
-- and it opens nothing but this row.
create table stock_alert (
  sku          text not null,
  email        text not null,
  token        text not null,
  created_at   timestamptz not null default now(),
  confirmed_at timestamptz,
  sent_at      timestamptz,
  primary key (sku, email)
);
create index stock_alert_email on stock_alert (email);
create index stock_alert_waiting on stock_alert (sku) where sent_at is null and confirmed_at is not null;
create index stock_alert_created_at on stock_alert (created_at);

-- A basket on its way to another device, once: what it held when the link was made, and nothing of whose it was.
create table cart_link (
  token_hash text primary key,           -- SHA-256, base64url: never the token itself
  origin     text not null,              -- a hash of the basket it came from, so that it is not added to itself
  lines      jsonb not null,             -- emptied when they are taken
  expires_at timestamptz not null,
  taken_at   timestamptz
);
create index cart_link_expires_at on cart_link (expires_at);

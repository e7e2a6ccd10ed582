-- shopper_id is the customer's, or, for a guest, one made for the checkout and kept in the session.
create table orders (
  shopper_id     uuid not null,
  order_id       uuid not null,
  number         text not null,
  checkout_key   text not null,
  status         text not null default 'placed'
                 check (status in ('placed', 'paid', 'packed', 'sent', 'delivered', 'cancelled')),
  version        integer not null default 1,
  guest          boolean not null,
  currency       text not null check (currency in ('EUR', 'GBP', 'USD')),
  subtotal_cents integer not null check (subtotal_cents >= 0),
  delivery_cents integer not null check (delivery_cents >= 0),
  total_cents    integer not null check (total_cents = subtotal_cents + delivery_cents),
  shipping       text not null,
  payment        text not null,
  email          text not null,
  name           text not null,
  line1          text not null,
  line2          text not null default '',
  city           text not null,
  postcode       text not null,
  country        text not null,
  phone          text not null default '',
  placed_at      timestamptz not null default now(),
  primary key (shopper_id, order_id),
  unique (shopper_id, checkout_key)
);

-- Finds the shopper of an order number, so that a page reads one shard. Also what makes numbers unique.
create table order_number (
  number     text primary key,
  shopper_id uuid not null,
  order_id   uuid not null
);

create table order_line (
  shopper_id  uuid not null,
  order_id    uuid not null,
  sku         text not null,
  position    integer not null,
  name        text not null,
  label       text not null,
  quantity    integer not null check (quantity between 1 and 99),
  price_cents integer not null,
  total_cents integer not null check (total_cents = price_cents * quantity),
  placed_at   timestamptz not null,
  primary key (shopper_id, order_id, sku),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);

-- Who moved an order, when, from where to where. The first event has no from_status.
create table order_event (
  shopper_id  uuid not null,
  order_id    uuid not null,
  version     integer not null,
  at          timestamptz not null default now(),
  actor_id    uuid,
  actor_name  text not null,
  from_status text,
  to_status   text not null,
  primary key (shopper_id, order_id, version),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);

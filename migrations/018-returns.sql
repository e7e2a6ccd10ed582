-- What a shopper sends back. Of an order, and distributed like it. Pieces that are asked for are counted under the lock of the
-- order's row: never more of a line than were bought.
create table order_return (
  shopper_id   uuid not null,
  order_id     uuid not null,
  return_id    uuid not null,              -- names it in the addresses of the admin
  position     integer not null,           -- 1 for the first of its order
  form_key     text not null,              -- a second click is the same request
  state        text not null default 'requested' check (state in ('requested', 'approved', 'received', 'refused', 'withdrawn')),
  version      integer not null default 1, -- raised by every step
  reason       text not null,
  note         text not null default '',   -- of the shopper
  answer       text not null default '',   -- of the shop, told to the shopper
  refund_cents integer check (refund_cents >= 0), -- what is to be paid back; set when it is received
  requested_at timestamptz not null default now(),
  decided_at   timestamptz,
  decided_by   text not null default '',
  received_at  timestamptz,
  primary key (shopper_id, order_id, return_id),
  unique (shopper_id, order_id, form_key),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id),
  check ((state = 'received') = (refund_cents is not null))
);
create index order_return_state on order_return (state, requested_at, return_id);
create index order_return_id on order_return (return_id);

create table order_return_line (
  shopper_id uuid not null,
  order_id   uuid not null,
  return_id  uuid not null,
  sku        text not null,
  quantity   integer not null check (quantity between 1 and 99),
  restocked  boolean not null default false, -- back on the shelf
  primary key (shopper_id, order_id, return_id, sku),
  foreign key (shopper_id, order_id, return_id) references order_return (shopper_id, order_id, return_id),
  foreign key (shopper_id, order_id, sku) references order_line (shopper_id, order_id, sku)
);

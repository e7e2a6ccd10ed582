-- Money by card that is awaited for an order, or has come. The row is written with the order; what is asked of the provider
-- afterwards is asked under the order's number and `attempt`, so that asking again opens nothing again.
create table payment (
  shopper_id   uuid not null,
  order_id     uuid not null,
  state        text not null default 'waiting' check (state in (
                 'waiting',   -- it can be paid, and the goods are held until pay_by
                 'paid',
                 'released',  -- not paid in time: should money come after all, the order is served if its goods are there
                 'ended'      -- the order was taken back, or is paid otherwise
               )),
  amount_cents integer not null check (amount_cents > 0),
  currency     text not null,
  attempt      integer not null default 1,
  reference    text,                  -- of the page at the provider where it is paid; null until that has answered
  page_url     text,                  -- its address, while it can be paid
  page_ends_at timestamptz not null,  -- when the provider closes it by itself
  charge       text,                  -- what refunds refer to
  pay_by       timestamptz not null,
  look_at      timestamptz,           -- when to ask the provider what became of it; null: there is nothing to ask
  looks        integer not null default 0,
  created_at   timestamptz not null default now(),
  paid_at      timestamptz,
  primary key (shopper_id, order_id),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id),
  check (state <> 'paid' or charge is not null)
);
create index payment_look_at on payment (look_at) where look_at is not null;
create index payment_waiting on payment (shopper_id, order_id) where state = 'waiting';

-- Money that goes back. Written in the transaction of its reason, and sent to the provider after that, under refund_id,
-- until the provider says what became of it. Without a charge people send it by hand.
create table refund (
  shopper_id   uuid not null,
  order_id     uuid not null,
  refund_id    uuid not null,
  key          text not null,         -- names the reason: of two with one key there is one
  version      integer not null,      -- of the order, that this step has made
  state        text not null check (state in ('requested', 'pending', 'done', 'failed')),
  amount_cents integer not null check (amount_cents > 0),
  surplus      boolean not null default false, -- money that came beside what was asked for, so none of the order's
  charge       text,
  reference    text,
  reason       text not null,
  actor_id     uuid,
  actor_name   text not null,
  attempts     integer not null default 0,
  due_at       timestamptz not null default now(),
  requested_at timestamptz not null default now(),
  settled_at   timestamptz,
  problem      text not null default '', -- why it failed, in the provider's words
  primary key (shopper_id, order_id, refund_id),
  unique (shopper_id, order_id, key),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);
create index refund_due_at on refund (due_at) where charge is not null and state in ('requested', 'pending');

-- What the provider has told already: it tells some things twice, and in any order.
create table provider_event (
  event_id    text primary key,
  received_at timestamptz not null default now()
);
create index provider_event_received_at on provider_event (received_at);

-- What staff write down beside an order: for themselves, or for the shopper, who is sent it and sees it on the page of the order.
create table order_note (
  shopper_id uuid not null,
  order_id   uuid not null,
  note_id    uuid not null,          -- made with the form: sent twice, it is one note
  version    integer not null,       -- that the order had; a note makes none
  at         timestamptz not null default clock_timestamp(),
  actor_id   uuid,
  actor_name text not null,
  visible    boolean not null,       -- to the shopper
  text       text not null,
  primary key (shopper_id, order_id, note_id),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);

-- What was changed about an order before it was packed: made `version` of it. What it was, and what it became.
create table order_change (
  shopper_id uuid not null,
  order_id   uuid not null,
  version    integer not null,
  at         timestamptz not null default clock_timestamp(),
  actor_id   uuid,
  actor_name text not null,
  before     jsonb not null,
  after      jsonb not null,
  primary key (shopper_id, order_id, version),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);

-- A step that was taken back stays in the history, and counts for nothing. The version is that of the order which taking it back has made.
alter table order_event
  add column undone_version integer,
  add column undone_at      timestamptz,
  add column undone_by      text not null default '';

-- By how much a paid order was made cheaper afterwards: what came for it was so much more than it costs now.
alter table orders add column lowered_cents integer not null default 0 check (lowered_cents >= 0);

-- Which pieces a refund is for, and whether they are back on the shelf. None where it was a sum alone.
create table refund_line (
  shopper_id uuid not null,
  order_id   uuid not null,
  refund_id  uuid not null,
  sku        text not null,
  quantity   integer not null check (quantity between 1 and 99),
  restocked  boolean not null default false,
  primary key (shopper_id, order_id, refund_id, sku),
  foreign key (shopper_id, order_id, refund_id) references refund (shopper_id, order_id, refund_id)
);

-- An invoice is not changed: when its order is, another one takes its place and names it. What it said stays here.
alter table invoice add column replaces text not null default '';
create table replaced_invoice (
  shopper_id  uuid not null,
  order_id    uuid not null,
  number      text not null,
  issued_at   timestamptz not null,
  replaced_at timestamptz not null,
  said        jsonb not null,        -- all of it but the buyer, whom the order has
  primary key (shopper_id, order_id, number),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);

-- What a mail tells of, where it may still be withdrawn before it is sent.
alter table mail add column topic text not null default '';
create index mail_topic on mail (topic) where topic <> '';

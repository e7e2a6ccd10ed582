-- Everything of a shopper is found, and distributed, by shopper_id.
create table customer (
  shopper_id    uuid primary key,
  email         text not null,
  name          text not null,
  password_hash text not null,
  role          text not null default 'shopper' check (role in ('shopper', 'staff', 'admin')),
  created_at    timestamptz not null default now()
);

-- One account per e-mail address. Distributed by email, written in one transaction with customer.
create table customer_email (
  email      text primary key,
  shopper_id uuid not null
);

-- The cart of a customer, the same on every device. Before login the cart is in the session.
create table cart (
  shopper_id uuid primary key,
  cart       jsonb not null,
  version    integer not null default 1,
  changed_at timestamptz not null default now()
);

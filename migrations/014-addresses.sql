-- Addresses that a customer has had something sent to, or has written down. One of each: the digest is of all its fields.
create table address (
  shopper_id uuid not null,
  address_id uuid not null,
  digest     text not null,
  name       text not null,
  line1      text not null,
  line2      text not null,
  city       text not null,
  postcode   text not null,
  country    text not null,
  phone      text not null,
  used_at    timestamptz not null,
  primary key (shopper_id, address_id),
  unique (shopper_id, digest)
);

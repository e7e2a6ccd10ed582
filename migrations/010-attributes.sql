-- What a variant can be chosen by, beside its price. Reference tables, part of the catalogue's revision.
-- The values that there are, in the order in which a page offers them. `value` stands in addresses.
create table attribute_value (
  name     text not null check (name in ('glaze', 'size')),
  value    text not null check (value ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(value) <= 40),
  text     text not null,
  position integer not null default 0,
  primary key (name, value)
);

-- A variant may have several values of one name: two glazes on a pair of cups.
create table variant_attribute (
  sku   text not null references variant (sku) on delete cascade,
  name  text not null,
  value text not null,
  primary key (sku, name, value),
  foreign key (name, value) references attribute_value (name, value)
);

-- When the page of a product last changed, for those who read the shop by machine. Set by whoever changes the product,
-- its variants or its prices.
alter table product add column changed_at timestamptz;
update product set changed_at = created_at;
alter table product alter column changed_at set not null, alter column changed_at set default now();

-- How somebody of the staff has arranged their pages of the admin, by the name of the page. Checked by the code when it is read.
create table admin_setting (
  shopper_id uuid not null,
  name       text not null,
  value      jsonb not null,
  primary key (shopper_id, name)
);

-- A list of orders that has a name: what its address asks for. A reference table; shared ones are seen by all staff.
create table order_view (
  view_id    uuid primary key,
  shopper_id uuid not null, -- whose it is
  owner_name text not null,
  name       text not null,
  query      text not null,
  shared     boolean not null,
  version    integer not null default 1
);
create index order_view_shopper on order_view (shopper_id);
create index order_view_shared on order_view (shared) where shared;

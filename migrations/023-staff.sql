-- What staff may do: each has one of these roles, and an admin may do everything. A reference table. The names of permissions stand in
-- src/admin/permissions.ts; one that the code does not know allows nothing.
create table staff_role (
  staff_role  text primary key check (staff_role ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name        text not null,
  permissions text[] not null,
  version     integer not null default 1
);
insert into staff_role (staff_role, name, permissions) values
  ('order-desk', 'Order desk', '{orders,refunds,returns,reviews,reports}'),
  ('stockroom', 'Stockroom', '{orders,stock}'),
  ('shopkeeper', 'Shopkeeper', '{orders,refunds,returns,reviews,reports,catalogue,stock,customers,promotions}');

alter table customer add column staff_role text references staff_role (staff_role);
update customer set staff_role = 'order-desk' where role = 'staff';

-- Beside who was let do what: what became of it. `kind` and `key` name the row that was changed, `before` and `after` hold the fields that differ;
-- the request is that of the entry that allowed it.
alter table audit drop constraint audit_outcome_check;
alter table audit add constraint audit_outcome_check check (outcome in ('allowed', 'refused', 'changed'));
alter table audit
  add column kind   text not null default '',
  add column key    text not null default '',
  add column before jsonb,
  add column after  jsonb;
drop index audit_at;
create index audit_at on audit (at, audit_id);
create index audit_row on audit (kind, key, at, audit_id) where kind <> '';
create index audit_actor on audit (actor_id, at, audit_id);

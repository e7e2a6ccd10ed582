-- Promotions are changed in the admin: two admins meet by the version.
alter table promotion add column version integer not null default 1;

-- What a promotion took off is read by it.
create index order_promotion_promotion on order_promotion (promotion_id);

-- The audit log is read by what is asked of it, the newest first.
create index audit_kind on audit (kind, at, audit_id) where kind <> '';
create index audit_outcome on audit (outcome, at, audit_id);
create index audit_request on audit (request_id);
create index customer_at_work on customer (name, shopper_id) where role <> 'shopper';

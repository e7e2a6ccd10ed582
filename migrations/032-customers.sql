-- Who is locked cannot log in. The reason is for colleagues and goes with the account; the audit log has who did it and when.
-- `version` is raised by what the admin changes of an account: its lock and its role.
alter table customer
  add column locked_at   timestamptz,
  add column lock_reason text not null default '',
  add column locked_by   text not null default '',
  add column version     integer not null default 1,
  add constraint customer_lock check ((locked_at is null) = (lock_reason = ''));

-- What the list of customers in the admin is read by: each of its sorts is an index, alone and within each part of the list.
-- shopper_id settles ties.
create index customer_joined on customer (created_at, shopper_id);
create index customer_name on customer (lower(name) collate "C", shopper_id);
create index customer_locked_joined on customer (created_at, shopper_id) where locked_at is not null;
create index customer_locked_name on customer (lower(name) collate "C", shopper_id) where locked_at is not null;
create index customer_unconfirmed_joined on customer (created_at, shopper_id) where email_confirmed_at is null;
create index customer_unconfirmed_name on customer (lower(name) collate "C", shopper_id) where email_confirmed_at is null;
create index customer_employed on customer (role, shopper_id) where role <> 'shopper';
create index customer_email_prefix on customer (email text_pattern_ops);

-- The words of name and e-mail address, found by how they begin, as those of orders are (005-admin-orders.sql).
alter table customer add column search tsvector not null generated always as (
  array_to_tsvector(array_remove(string_to_array(
    lower(translate(name || ' ' || email, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32))), ' '), ''))
) stored;
create index customer_search on customer using gin (search);

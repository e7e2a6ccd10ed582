-- The customer who has shown that the address of a guest's order is theirs. The order stays where it was written.
alter table order_number add column claimed_by uuid;
create index order_number_claimed_by on order_number (claimed_by) where claimed_by is not null;

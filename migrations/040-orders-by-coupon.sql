-- The orders of a code in the order of their keys: some of them are read along the index, however many there are.
drop index order_promotion_code;
create index order_promotion_code on order_promotion (code, shopper_id, order_id) where code is not null;

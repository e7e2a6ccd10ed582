-- Who carries the parcel of an order, and under which number; empty where nobody has said. The number is kept without blanks, in capitals.
alter table orders add column carrier text not null default '';
alter table orders add column tracking_number text not null default '';
create index orders_tracking_number on orders (tracking_number) where tracking_number <> '';

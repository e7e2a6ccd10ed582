-- What an order was sent in: one parcel or several, each with its pieces.
create table parcel (
  shopper_id      uuid not null,
  order_id        uuid not null,
  position        integer not null,             -- 1 for the first of its order
  version         integer not null,             -- of the order, that sending it has made
  carrier         text not null default '',
  tracking_number text not null default '',     -- without blanks, in capitals
  sent_at         timestamptz not null,
  actor_name      text not null,
  primary key (shopper_id, order_id, position),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);
create index parcel_tracking_number on parcel (tracking_number) where tracking_number <> '';

create table parcel_line (
  shopper_id uuid not null,
  order_id   uuid not null,
  position   integer not null,
  sku        text not null,
  quantity   integer not null check (quantity between 1 and 99),
  primary key (shopper_id, order_id, position, sku),
  foreign key (shopper_id, order_id, position) references parcel (shopper_id, order_id, position),
  foreign key (shopper_id, order_id, sku) references order_line (shopper_id, order_id, sku)
);

-- What has left so far left in one.
insert into parcel (shopper_id, order_id, position, version, carrier, tracking_number, sent_at, actor_name)
select orders.shopper_id, orders.order_id, 1, coalesce(event.version, orders.version), carrier, tracking_number, coalesce(event.at, placed_at), coalesce(event.actor_name, '')
  from orders left join order_event as event
    on event.shopper_id = orders.shopper_id and event.order_id = orders.order_id and event.to_status = 'sent'
 where status in ('sent', 'delivered');
insert into parcel_line (shopper_id, order_id, position, sku, quantity)
select shopper_id, order_id, 1, sku, order_line.quantity from parcel join order_line using (shopper_id, order_id);

drop index orders_tracking_number;
alter table orders drop column carrier, drop column tracking_number;

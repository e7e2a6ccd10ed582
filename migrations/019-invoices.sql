-- Invoices are numbered in series, one for each year, without a gap: whoever writes one holds the row of its series until it
-- is written. Issued when an order is paid or sent, whichever comes first; never changed afterwards.
create table invoice_series (
  series text primary key,
  last   integer not null check (last > 0)
);

create table invoice (
  shopper_id uuid not null,
  order_id   uuid not null,
  number     text not null,
  issued_at  timestamptz not null,
  seller     text[] not null,    -- name and address as they were then; empty for what was sold before there were invoices
  vat_id     text not null,
  primary key (shopper_id, order_id),
  foreign key (shopper_id, order_id) references orders (shopper_id, order_id)
);

-- What was paid or sent before has its invoice, too, in the order in which it was.
with first as (
  select shopper_id, order_id, min(at) as at from order_event where to_status in ('paid', 'sent') group by shopper_id, order_id
), numbered as (
  select *, to_char(at at time zone 'UTC', 'YYYY') as series,
         row_number() over (partition by to_char(at at time zone 'UTC', 'YYYY') order by at, order_id) as place
    from first
)
insert into invoice (shopper_id, order_id, number, issued_at, seller, vat_id)
select shopper_id, order_id, series || '-' || lpad(place::text, 6, '0'), at, '{}', '' from numbered;

insert into invoice_series (series, last)
select left(number, 4), max(right(number, 6)::integer) from invoice group by left(number, 4);

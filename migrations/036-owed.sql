-- Orders whose money is still to come: counted on the overview, and listed from there. Few beside all that were ever paid.
create index orders_owed on orders (placed_at, order_id)
  include (shopper_id, number, status, total_cents, payment, shipping, country, paid_at, refunded_at) where paid_at is null and status <> 'cancelled';

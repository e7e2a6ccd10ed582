-- What the list of orders in the admin is read by. Each of its sorts is an index, alone and after the status, so that any
-- page of it is a few steps along one. order_id settles ties: it is in order_line, too, by whose index the orders of a SKU are found.
create index orders_placed_at on orders (placed_at, order_id) include (status, currency, total_cents);
create index orders_status_placed_at on orders (status, placed_at, order_id);
create index orders_total on orders (total_cents, order_id);
create index orders_status_total on orders (status, total_cents, order_id);
create index orders_number on orders (number collate "C", order_id);
create index orders_status_number on orders (status, number collate "C", order_id);
create index orders_email on orders (lower(email) text_pattern_ops);
create index order_line_sku on order_line (sku, placed_at, order_id);

-- The words of number, name and e-mail address, found by how they begin. It needs no extension, and no parser:
-- that of to_tsvector takes 7E3 for a number and an address for one word.
alter table orders add column search tsvector not null generated always as (
  array_to_tsvector(array_remove(string_to_array(
    lower(translate(number || ' ' || name || ' ' || email, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32))), ' '), ''))
) stored;
create index orders_search on orders using gin (search);

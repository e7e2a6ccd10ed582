-- Pieces of a SKU sold in the last 28 days, less those of orders that were cancelled in them: the list of stock is sorted by it, along an index.
-- Raised by the statement that writes the ledger; what is older is taken off every hour (src/stock/plugin.ts), which also counts what a
-- process of the version before did not.
alter table stock add column sold integer not null default 0;
update stock set sold = day.sold
  from (select sku, sum(sold)::integer as sold from stock_day where day > (now() at time zone 'UTC')::date - 28 group by sku) as day
 where day.sku = stock.sku;

create index stock_by_available on stock (available, sku);
create index stock_by_sold on stock (sold, sku);
create index stock_by_days on stock ((available::float8 / nullif(greatest(sold, 0), 0)), available, sku);
create index stock_low on stock (available, sku) where available <= low_at;
create index stock_unsold on stock (available, sku) where sold_at is null;
drop index stock_sold_out; -- the first has it

-- What sold most in some days is read from the index alone.
drop index stock_day_day;
create index stock_day_day on stock_day (day) include (sku, sold);

/** Copies of the products that are there, each with a number, until there are so many; with their variants, prices, words and stock. */
export async function fillProducts (client, count) {
  await client.query(`
    create temp table copy as
      select slug as original, slug || '-' || n as slug, n
        from (select slug, row_number() over (order by slug) as at, count(*) over () as originals from product) as product
       cross join generate_series(2, 1000000) as n
       where n <= ${Number(count)} / originals + 1 and at + (n - 1) * originals <= ${Number(count)}
  `)
  await client.query(`
    insert into product (slug, category, name, description, details, picture, wall, position, created_at, changed_at, tax_class)
    select copy.slug, category, name || ' ' || n, description, details, picture, wall, position + n * 100, created_at, now() - n * interval '1 hour', tax_class
      from copy join product on product.slug = original on conflict do nothing
  `)
  await client.query(`
    insert into product_text (product, language, name, description, details)
    select copy.slug, language, name || ' ' || n, description, details from copy join product_text on product = original on conflict do nothing
  `)
  await client.query(`
    insert into variant (sku, product, label, position, picture, grams)
    select sku || '-' || n, copy.slug, label, position, picture, grams from copy join variant on product = original on conflict do nothing
  `)
  await client.query(`
    insert into price (sku, currency, price_cents, compare_at_cents)
    select price.sku || '-' || n, currency, price_cents + n % 50 * 10, compare_at_cents + n % 50 * 10
      from copy join variant on product = original join price on price.sku = variant.sku on conflict do nothing
  `)
  await client.query(`
    insert into variant_attribute (sku, name, value)
    select each.sku || '-' || n, each.name, value from copy join variant on product = original join variant_attribute as each on each.sku = variant.sku on conflict do nothing
  `)
  await client.query('update catalog_revision set revision = revision + 1')
}

/** What the stock is told by, as if the orders had been placed one by one: an opening entry, and one for each line that was sold. */
export async function fillStock (client) {
  await client.query(`
    begin;
    insert into stock (sku, available, low_at) select sku, abs(hashtext(sku)) % 40, 5 from variant on conflict do nothing;
    delete from stock_entry;
    delete from stock_day;
    insert into stock_day (sku, day, sold)
    select sku, (order_line.placed_at at time zone 'UTC')::date, sum(quantity) from order_line join orders using (shopper_id, order_id)
     where orders.status <> 'cancelled' group by 1, 2;
    insert into stock_entry (sku, position, at, delta, balance, kind)
    select stock.sku, 1, now() - interval '800 days', available + coalesce(day.sold, 0), available + coalesce(day.sold, 0), 'opening'
      from stock left join (select sku, sum(sold) as sold from stock_day group by sku) as day using (sku);
    insert into stock_entry (sku, position, at, delta, balance, kind, order_number)
    select sku, 1 + row_number() over of_sku, order_line.placed_at, -quantity, stock_entry.balance - sum(quantity) over of_sku, 'sold', orders.number
      from order_line join orders using (shopper_id, order_id) join stock_entry using (sku)
     where orders.status <> 'cancelled'
    window of_sku as (partition by sku order by order_line.placed_at, order_id);
    update stock set entries = last.position, sold_at = last.sold_at
      from (select sku, max(position) as position, max(at) filter (where kind = 'sold') as sold_at from stock_entry group by sku) as last where last.sku = stock.sku;
    update stock set sold = coalesce((select sum(day.sold) from stock_day as day where day.sku = stock.sku and day > (now() at time zone 'UTC')::date - 28), 0);
    delete from sales_day;
    commit
  `)
}

import type { Db } from '../plugins/database.ts'
import type { AttributeName, AttributeValue, Category, KeptStock, Relation, StoredProduct } from './catalog.ts'
import type { StoredText } from './localize.ts'

export interface Revision {
  /** Moves when categories, products, variants, prices or ratings change. */
  revision: string
  /** The database's clock. */
  at: Date
}

export async function findRevision (db: Db): Promise<Revision | undefined> {
  const { rows } = await db.query<Revision>(`
    select revision::text as "revision", clock_timestamp() as "at"
      from catalog_revision
  `)
  return rows[0]
}

/** Tells every process that categories, products, variants, prices or ratings changed. Belongs into the transaction of the change. */
export async function raiseRevision (db: Db): Promise<void> {
  await db.query('update catalog_revision set revision = revision + 1')
}

export async function listCategories (db: Db): Promise<Category[]> {
  const { rows } = await db.query<Category>(`
    select slug, name
      from category
     order by position, slug
  `)
  return rows
}

export async function listAttributeValues (db: Db): Promise<Array<AttributeValue & { name: AttributeName }>> {
  const { rows } = await db.query<AttributeValue & { name: AttributeName }>(`
    select name, value, text
      from attribute_value
     order by name, position, value
  `)
  return rows
}

/** Every product with its variants, their prices and attributes, in the order of the shelf. One statement, so that all of it is of one moment. */
export async function listProducts (db: Db): Promise<StoredProduct[]> {
  const { rows } = await db.query<StoredProduct>(`
    select product.slug, product.category, product.name, product.description, product.details,
           product.picture, product.wall, product.tax_class as "taxClass", product.created_at as "createdAt",
           product.changed_at as "changedAt", variants.list as "variants"
      from product
      left join (
        select variant.product,
               json_agg(json_build_object('sku', variant.sku, 'label', variant.label, 'picture', variant.picture, 'grams', variant.grams,
                                          'prices', prices.list, 'attributes', attributes.list)
                        order by variant.position, variant.sku) as list
          from variant
          left join (
            select sku, json_object_agg(currency, json_build_object(
                          'priceCents', price_cents, 'compareAtCents', compare_at_cents)) as list
              from price
             group by sku
          ) prices on prices.sku = variant.sku
          left join (
            select sku, json_object_agg(name, value_list) as list
              from (
                select sku, name, json_agg(value order by value) as value_list
                  from variant_attribute
                 group by sku, name
              ) named
             group by sku
          ) attributes on attributes.sku = variant.sku
         group by variant.product
      ) variants on variants.product = product.slug
     order by product.position, product.slug
  `)
  return rows
}

/** What goes well with each product, the best first. */
export async function listRelations (db: Db): Promise<Relation[]> {
  const { rows } = await db.query<Relation>('select product, related from product_relation order by product, position, related')
  return rows
}

export async function listStock (db: Db): Promise<KeptStock[]> {
  const { rows } = await db.query<KeptStock>('select sku, available, low_at as "lowAt" from stock')
  return rows
}

/** Stock rows that changed after this moment of the database's clock. */
export async function listStockChanges (db: Db, since: Date): Promise<KeptStock[]> {
  const { rows } = await db.query<KeptStock>(`
    select sku, available, low_at as "lowAt"
      from stock
     where changed_at > $1
  `, [since])
  return rows
}

/** What everything is called in other languages than English. One statement, so that all of it is of one moment. */
export async function listTexts (db: Db): Promise<StoredText[]> {
  const { rows } = await db.query<StoredText>(`
    select 'product' as kind, product as key, language, name, description, details from product_text
     union all select 'variant', sku, language, label, '', '' from variant_text
     union all select 'category', category, language, name, '', '' from category_text
     union all select 'attribute', name || '/' || value, language, text, '', '' from attribute_text
     union all select 'promotion', promotion_id, language, name, '', '' from promotion_text
  `)
  return rows
}

/** SKUs of the thousand latest orders that were not cancelled, those of which most pieces went first; at most 100. */
export async function listBestSellers (db: Db): Promise<string[]> {
  const { rows } = await db.query<{ sku: string }>(`
    with recent as (
      select shopper_id, order_id
        from orders
       where status <> 'cancelled'
       order by placed_at desc, order_id desc
       limit 1000
    )
    select order_line.sku
      from recent
      join order_line using (shopper_id, order_id)
     group by order_line.sku
     order by sum(order_line.quantity) desc, order_line.sku
     limit 100
  `)
  return rows.map(row => row.sku)
}

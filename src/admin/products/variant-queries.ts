import type { Currency } from '../../money.ts'
import type { Db } from '../../plugins/database.ts'
import type { KeptVariant } from './queries.ts'

export type VariantRow = KeptVariant & { product: string }

/** Adds these variants, or changes those that are there already. Prices and attributes are kept apart. Gives how many were written: not those of other products. */
export async function saveVariants (db: Db, variants: readonly VariantRow[]): Promise<number> {
  const { rowCount } = await db.query(`
    insert into variant (sku, product, label, picture, position, grams, for_sale)
    select sku, product, label, picture, position, grams, "forSale"
      from jsonb_to_recordset($1) as row (sku text, product text, label text, picture text, position integer, grams integer, "forSale" boolean)
        on conflict (sku) do update
       set label = excluded.label, picture = excluded.picture, position = excluded.position, grams = excluded.grams, for_sale = excluded.for_sale
     where variant.product = excluded.product
  `, [JSON.stringify(variants)])
  return rowCount ?? 0
}

export async function saveGermanLabels (db: Db, variants: readonly KeptVariant[]): Promise<void> {
  await db.query(`
    insert into variant_text (sku, language, label)
    select sku, 'de', "germanLabel" from jsonb_to_recordset($1) as row (sku text, "germanLabel" text)
        on conflict (sku, language) do update set label = excluded.label
  `, [JSON.stringify(variants)])
}

export interface PriceRow { sku: string, currency: Currency, priceCents: number, compareAtCents: number | null }

export function priceRows (variants: readonly KeptVariant[]): PriceRow[] {
  return variants.flatMap(({ sku, prices }) => Object.entries(prices).map(([currency, price]) => ({ sku, currency: currency as Currency, ...price })))
}

export async function savePrices (db: Db, rows: readonly PriceRow[]): Promise<void> {
  await db.query(`
    insert into price (sku, currency, price_cents, compare_at_cents)
    select sku, currency, "priceCents", "compareAtCents"
      from jsonb_to_recordset($1) as row (sku text, currency text, "priceCents" integer, "compareAtCents" integer)
        on conflict (sku, currency) do update set price_cents = excluded.price_cents, compare_at_cents = excluded.compare_at_cents
  `, [JSON.stringify(rows)])
}

export async function deleteAttributes (db: Db, skus: readonly string[]): Promise<void> {
  await db.query('delete from variant_attribute where sku = any($1)', [skus])
}

export async function saveAttributes (db: Db, variants: readonly KeptVariant[]): Promise<void> {
  const rows = variants.flatMap(({ sku, attributes }) => Object.entries(attributes).flatMap(([name, values]) => values.map(value => ({ sku, name, value }))))
  await db.query(`
    insert into variant_attribute (sku, name, value)
    select sku, name, value from jsonb_to_recordset($1) as row (sku text, name text, value text)
  `, [JSON.stringify(rows)])
}

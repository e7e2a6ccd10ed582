import type { Db } from '../plugins/database.ts'

export interface ProductTextRow { product: string, language: string, name: string, description: string, details: string }
export interface VariantTextRow { sku: string, language: string, label: string }
export interface CategoryTextRow { category: string, language: string, name: string }
export interface AttributeTextRow { name: string, value: string, language: string, text: string }
export interface PromotionTextRow { promotion_id: string, language: string, name: string }

export async function saveProductTexts (db: Db, rows: readonly ProductTextRow[]): Promise<void> {
  await db.query(`
    insert into product_text (product, language, name, description, details)
    select product, language, name, description, details
      from jsonb_to_recordset($1) as row (product text, language text, name text, description text, details text)
        on conflict (product, language) do update
       set name = excluded.name, description = excluded.description, details = excluded.details
  `, [JSON.stringify(rows)])
}

export async function saveVariantTexts (db: Db, rows: readonly VariantTextRow[]): Promise<void> {
  await db.query(`
    insert into variant_text (sku, language, label)
    select sku, language, label
      from jsonb_to_recordset($1) as row (sku text, language text, label text)
        on conflict (sku, language) do update set label = excluded.label
  `, [JSON.stringify(rows)])
}

export async function saveCategoryTexts (db: Db, rows: readonly CategoryTextRow[]): Promise<void> {
  await db.query(`
    insert into category_text (category, language, name)
    select category, language, name
      from jsonb_to_recordset($1) as row (category text, language text, name text)
        on conflict (category, language) do update set name = excluded.name
  `, [JSON.stringify(rows)])
}

export async function saveAttributeTexts (db: Db, rows: readonly AttributeTextRow[]): Promise<void> {
  await db.query(`
    insert into attribute_text (name, value, language, text)
    select name, value, language, text
      from jsonb_to_recordset($1) as row (name text, value text, language text, text text)
        on conflict (name, value, language) do update set text = excluded.text
  `, [JSON.stringify(rows)])
}

/** A name that is there already stays as the shop has it, as the promotion itself does. */
export async function saveFirstPromotionTexts (db: Db, rows: readonly PromotionTextRow[]): Promise<void> {
  await db.query(`
    insert into promotion_text (promotion_id, language, name)
    select promotion_id, row.language, row.name
      from jsonb_to_recordset($1) as row (promotion_id text, language text, name text)
      join promotion using (promotion_id)
        on conflict (promotion_id, language) do nothing
  `, [JSON.stringify(rows)])
}

import type { Db } from '../../plugins/database.ts'

export interface KeptCategory {
  slug: string
  name: string
  germanName: string
  position: number
  /** Products in it, in the shop or not. */
  products: number
}

const LIST = `
    select slug, category.name, coalesce(category_text.name, '') as "germanName", position,
           (select count(*)::int from product where product.category = category.slug) as products
      from category
      left join category_text on category_text.category = slug and language = 'de'`

export async function listKeptCategories (db: Db): Promise<KeptCategory[]> {
  const { rows } = await db.query<KeptCategory>(LIST + ' order by position, slug')
  return rows
}

/** Locks it until the transaction ends. */
export async function lockCategory (db: Db, slug: string): Promise<boolean> {
  const { rowCount } = await db.query('select from category where slug = $1 for update', [slug])
  return rowCount === 1
}

export async function saveCategory (db: Db, { slug, name, position }: Pick<KeptCategory, 'slug' | 'name' | 'position'>): Promise<void> {
  await db.query('update category set name = $2, position = $3 where slug = $1', [slug, name, position])
}

/** At the end; false when its slug is taken. */
export async function saveNewCategory (db: Db, { slug, name }: Pick<KeptCategory, 'slug' | 'name'>): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into category (slug, name, position) select $1, $2, coalesce(max(position) + 1, 0) from category on conflict (slug) do nothing
  `, [slug, name])
  return rowCount === 1
}

export async function saveGermanName (db: Db, slug: string, name: string): Promise<void> {
  await db.query(`
    insert into category_text (category, language, name) values ($1, 'de', $2)
        on conflict (category, language) do update set name = excluded.name
  `, [slug, name])
}

/** False when a product, or a promotion, is still in it. */
export async function deleteEmptyCategory (db: Db, slug: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    delete from category
     where slug = $1
       and not exists (select from product where category = $1)
       and not exists (select from promotion where category = $1)
  `, [slug])
  return rowCount === 1
}

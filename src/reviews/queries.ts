import type { Language } from '../languages/language.ts'
import { OWN_ORDERS } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'
import type { ShownReview } from './rating.ts'
import type { ReviewState, Words } from './review.ts'

/** A review as its writer sees it. */
export interface OwnReview extends Words {
  product: string
  state: ReviewState
  /** Why it was refused; empty otherwise. */
  reason: string
  reply: string
  version: number
  writtenAt: Date
}

const OWN = 'select product, stars, title, body, name, state, reason, reply, version, written_at as "writtenAt" from review where shopper_id = $1'
const ONE_OF_OWN = `${OWN} and product = $2`
const ALL_OF_OWN = `${OWN} order by written_at desc`

export async function findOwnReview (db: Db, shopperId: string, product: string): Promise<OwnReview | undefined> {
  const { rows } = await db.query<OwnReview>(ONE_OF_OWN, [shopperId, product])
  return rows[0]
}

/** All that a customer wrote, newest first. */
export async function listOwnReviews (db: Db, shopperId: string): Promise<OwnReview[]> {
  const { rows } = await db.query<OwnReview>(ALL_OF_OWN, [shopperId])
  return rows
}

/** Orders of the customer $1 that have left, with an item of them: those that they placed, and those that they have claimed. */
const OWN_SENT = `order_line join orders using (shopper_id, order_id)
       where (shopper_id, order_id) in (${OWN_ORDERS})
         and orders.status in ('sent', 'delivered')`
const IS_BOUGHT = `select exists (select from ${OWN_SENT} and order_line.sku = any($2)) as bought`

/** Whether one of these SKUs was sent to the shopper. */
export async function isBought (db: Db, shopperId: string, skus: readonly string[]): Promise<boolean> {
  const { rows } = await db.query<{ bought: boolean }>(IS_BOUGHT, [shopperId, skus])
  return rows[0]?.bought ?? false
}

/** False when there is no such customer (any more); otherwise the account stays until the transaction ends. */
export async function holdCustomer (db: Db, shopperId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from customer where shopper_id = $1 for share', [shopperId])
  return rowCount === 1
}

/** The slug that the product of this slug, or of this former one, has until the transaction ends; undefined where there is none. */
export async function holdProduct (db: Db, slug: string): Promise<string | undefined> {
  const { rows } = await db.query<{ slug: string }>(`
    select slug from product where slug = $1 or slug = (select product from former_slug where former_slug.slug = $1)
     order by slug = $1 desc
       for key share
  `, [slug])
  return rows[0]?.slug
}

export interface WrittenReview extends Words {
  shopperId: string
  product: string
  /** Its own, should it be the first. */
  reviewId: string
  /** Of the product. */
  skus: readonly string[]
  /** Of the review that the writer saw, 0 for none. */
  version: number
  /** Of the page that it was written on. */
  language: Language
}

const SAVE_REVIEW = `
    insert into review (shopper_id, product, review_id, stars, title, body, name, language, bought_at)
    select $1::uuid, $2::text, $3::uuid, $4::integer, $5::text, $6::text, $7::text, $10::text, orders.placed_at
      from ${OWN_SENT.replaceAll('$1', '$1::uuid')} and order_line.sku = any($8)
     order by orders.placed_at desc
     limit 1
        on conflict (shopper_id, product) do update
       set stars = excluded.stars, title = excluded.title, body = excluded.body, name = excluded.name, language = excluded.language,
           bought_at = excluded.bought_at, written_at = excluded.written_at, version = review.version + 1,
           state = 'waiting', reason = '', decided_at = null, decided_by = '', published_at = null
     where review.version = $9`

/**
 * Writes a review, or writes it anew: either way it waits to be read. False, and nothing written, when nothing of the product was sent
 * to the shopper, or when the review is not the one that the writer saw.
 */
export async function saveReview (db: Db, { shopperId, product, reviewId, stars, title, body, name, skus, version, language }: WrittenReview): Promise<boolean> {
  const { rowCount } = await db.query(SAVE_REVIEW, [shopperId, product, reviewId, stars, title, body, name, skus, version, language])
  return rowCount === 1
}

/** Returns the state it was in; undefined when there was none. */
export async function deleteReview (db: Db, shopperId: string, product: string): Promise<ReviewState | undefined> {
  const { rows } = await db.query<{ state: ReviewState }>('delete from review where shopper_id = $1 and product = $2 returning state', [shopperId, product])
  return rows[0]?.state
}

/** Takes back what is not shown, of somebody who goes. */
export async function deleteUnpublished (db: Db, shopperId: string): Promise<void> {
  await db.query('delete from review where shopper_id = $1 and state <> \'published\'', [shopperId])
}

/** Takes the person out of what is shown. Returns the products that it is about. */
export async function forgetName (db: Db, shopperId: string): Promise<string[]> {
  const { rows } = await db.query<{ product: string }>(`
    update review set name = '', version = version + 1 where shopper_id = $1 returning product
  `, [shopperId])
  return rows.map(({ product }) => product)
}

export interface Stretch {
  /** Only those of so many; undefined for all. */
  stars?: number | undefined
  offset?: number
  limit: number
}

/** Published reviews of a product, newest first. */
export async function listPublished (db: Db, product: string, { stars, offset = 0, limit }: Stretch): Promise<ShownReview[]> {
  const { rows } = await db.query<Omit<ShownReview, 'publishedAt'> & { publishedAt: Date }>(`
    select review_id as id, stars, title, body, name, language, bought_at is not null as bought, published_at as "publishedAt", reply
      from review
     where product = $1 and state = 'published' and ($2::integer is null or stars = $2)
     order by published_at desc, review_id
    offset $3 limit $4
  `, [product, stars ?? null, offset, limit])
  return rows.map(row => ({ ...row, publishedAt: row.publishedAt.toISOString() }))
}

/** How many published reviews of a product there are of 1, 2, 3, 4 and 5 stars. */
export async function countStars (db: Db, product: string): Promise<number[]> {
  const { rows } = await db.query<{ stars: number, count: number }>(`
    select stars, count(*)::integer as count from review where product = $1 and state = 'published' group by stars
  `, [product])
  return [1, 2, 3, 4, 5].map(stars => rows.find(row => row.stars === stars)?.count ?? 0)
}

/** Locks the row of the product until the transaction ends, and makes it where there is none. False when the product is gone. */
export async function lockRating (db: Db, product: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into product_rating (product) select slug from product where slug = $1
        on conflict (product) do update set product = excluded.product
  `, [product])
  return rowCount === 1
}

export async function saveRating (db: Db, product: string, counts: readonly number[], newest: readonly ShownReview[]): Promise<void> {
  await db.query(`
    update product_rating set stars_1 = $2, stars_2 = $3, stars_3 = $4, stars_4 = $5, stars_5 = $6, newest = $7 where product = $1
  `, [product, ...counts, JSON.stringify(newest)])
}

export interface StoredRating {
  product: string
  /** Of 1, 2, 3, 4 and 5 stars. */
  counts: number[]
  newest: ShownReview[]
}

/** Of every product that has one. */
export async function listRatings (db: Db): Promise<StoredRating[]> {
  const { rows } = await db.query<StoredRating>(`
    select product, array[stars_1, stars_2, stars_3, stars_4, stars_5] as counts, newest
      from product_rating
     where stars_1 + stars_2 + stars_3 + stars_4 + stars_5 > 0
  `)
  return rows
}

import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { hashPassword } from '../accounts/passwords.ts'
import { saveCustomer } from '../accounts/queries.ts'
import { raiseRevision } from '../catalog/queries.ts'
import { CURRENCIES } from '../money.ts'
import { transaction, type Db } from '../plugins/database.ts'
import { countAgain } from '../reviews/count-again.ts'
import { saveFirstStock } from '../stock/queries.ts'
import { ATTRIBUTES } from './attributes.ts'
import { CATEGORIES, shelvedProducts } from './catalog.ts'
import type { ShelvedProduct } from './catalog.ts'
import type { SeedVariant } from './product.ts'
import * as german from './german.ts'
import { GERMAN_PRODUCTS } from './german-products.ts'
import { saveAttributeValues, saveCategories, saveFirstPromotions, saveFirstReviews, savePrices, saveProducts, saveRelations, saveVariantAttributes, saveVariants } from './queries.ts'
import type { PriceRow, ProductRow, ReviewRow } from './queries.ts'
import { PROMOTIONS } from './promotions.ts'
import { RELATIONS } from './relations.ts'
import { saveAttributeTexts, saveCategoryTexts, saveFirstPromotionTexts, saveProductTexts, saveVariantTexts } from './text-queries.ts'
import { REVIEWS, type SeedReview } from './reviews.ts'

const DAY_MS = 86_400_000

/** For the demo shop only: everybody can read these passwords here. */
export const DEMO_LOGINS = [
  { email: 'ann@pottle.example', name: 'Ann Archer', password: 'a-mug-of-tea-for-ann', role: 'shopper' },
  { email: 'admin@pottle.example', name: 'Robin Keeper', password: 'keys-to-the-kiln-room', role: 'admin' }
] as const

/** Puts the products of Pottle into the shop, all or none. Done again it mends names and prices and leaves stock alone. */
export async function seedCatalog (pool: pg.Pool): Promise<void> {
  const products = shelvedProducts()
  const variants = products.flatMap(product => product.variants.map((variant, position) => ({ ...variant, product: product.slug, position })))
  await transaction(pool, async db => {
    await saveCategories(db, CATEGORIES.map(({ slug, name }, position) => ({ slug, name, position })))
    await saveProducts(db, products.map(toProductRow), new Date())
    await saveVariants(db, variants.map(({ sku, product, label, glaze, position }) => ({ sku, product, label, picture: glaze ? pictureOf(product, glaze) : null, position })))
    await saveAttributeValues(db, ATTRIBUTES.map(({ name, value, text }, position) => ({ name, value, text, position })))
    await saveVariantAttributes(db, ATTRIBUTES.flatMap(({ name, value, skus }) => skus.map(sku => ({ sku, name, value }))))
    await savePrices(db, variants.flatMap(toPriceRows))
    await saveRelations(db, Object.entries(RELATIONS).flatMap(([product, others]) => others.map((related, position) => ({ product, related, position }))))
    await saveFirstStock(db, variants.map(({ sku, stock }) => ({ sku, available: stock })))
    await saveFirstPromotions(db, PROMOTIONS)
    await saveGerman(db)
    await raiseRevision(db)
  })
}

async function saveGerman (db: Db): Promise<void> {
  const language = 'de'
  await saveProductTexts(db, Object.entries(GERMAN_PRODUCTS).map(([product, text]) => ({ product, language, ...text })))
  await saveVariantTexts(db, Object.entries(german.LABELS).map(([sku, label]) => ({ sku, language, label })))
  await saveCategoryTexts(db, Object.entries(german.CATEGORIES).map(([category, name]) => ({ category, language, name })))
  await saveAttributeTexts(db, Object.entries(german.ATTRIBUTES).flatMap(([name, texts]) => Object.entries(texts).map(([value, text]) => ({ name, value, language, text }))))
  await saveFirstPromotionTexts(db, Object.entries(german.PROMOTIONS).map(([promotion_id, name]) => ({ promotion_id, language, name })))
}

/** Makes the demo logins that are not there yet. */
export async function seedCustomers (pool: pg.Pool): Promise<void> {
  for (const { email, name, password, role } of DEMO_LOGINS) {
    const passwordHash = await hashPassword(password)
    await transaction(pool, db => saveCustomer(db, { shopperId: randomUUID(), email, name, passwordHash, role }))
  }
}

/** What customers of Pottle said, and two who wait to be read. Their accounts are gone: the reviews are what stayed. */
export async function seedReviews (pool: pg.Pool): Promise<void> {
  await transaction(pool, async db => {
    await saveFirstReviews(db, REVIEWS.map(toReviewRow))
    await countAgain(db, REVIEWS.map(({ product }) => product))
  })
}

const BOUGHT_BEFORE_MS = 14 * DAY_MS

function toReviewRow ({ daysAgo, waits = false, reply = '', ...review }: SeedReview): ReviewRow {
  const writtenMs = Date.now() - daysAgo * DAY_MS
  return {
    ...review,
    reply,
    shopper_id: idOf(`shopper ${review.name}`),
    review_id: idOf(`review ${review.name} ${review.product}`),
    state: waits ? 'waiting' : 'published',
    bought_at: new Date(writtenMs - BOUGHT_BEFORE_MS),
    written_at: new Date(writtenMs),
    published_at: waits ? null : new Date(writtenMs)
  }
}

/** The same for the same name, so that planting again doubles nothing (RFC 9562, version 8). */
function idOf (name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function toProductRow (product: ShelvedProduct, position: number): ProductRow {
  const { slug, category, name, description, details, wall, ageDays } = product
  const createdAt = new Date(Date.now() - ageDays * DAY_MS)
  return { slug, category, name, description, details, wall, position, picture: pictureOf(slug), created_at: createdAt }
}

/** As scripts/pictures.js names them. */
const pictureOf = (slug: string, glaze?: string) => `/pictures/${glaze ? `${slug}-${glaze}` : slug}.svg`

function toPriceRows ({ sku, price, was }: SeedVariant): PriceRow[] {
  return CURRENCIES.map((currency, at) => ({
    sku,
    currency,
    price_cents: price[at] ?? 0,
    compare_at_cents: was?.[at] ?? null
  }))
}

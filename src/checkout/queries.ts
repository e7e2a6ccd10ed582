import type { Db } from '../plugins/database.ts'
import type { Stock } from '../catalog/catalog.ts'
import type { Discount } from '../pricing/promotions.ts'
import { isCounted } from '../pricing/take.ts'
import type { TaxOfRate } from '../pricing/tax.ts'
import type { Review } from './review.ts'

/** The number of the order that a checkout key has become. */
export async function findNumberByKey (db: Db, shopperId: string, checkoutKey: string): Promise<string | undefined> {
  const { rows } = await db.query<{ number: string }>(`
    select number from orders where shopper_id = $1 and checkout_key = $2
  `, [shopperId, checkoutKey])
  return rows[0]?.number
}

/** Pieces in stock at this moment; none where the SKU has no stock. */
export async function findStock (db: Db, sku: string): Promise<Stock> {
  const { rows } = await db.query<Stock>('select sku, available from stock where sku = $1', [sku])
  return rows[0] ?? { sku, available: 0 }
}

export interface NewOrder {
  shopperId: string
  orderId: string
  number: string
  guest: boolean
  payment: string
  /** Of the shopper at this moment. */
  locale: string
  review: Review
}

type OrderId = Pick<NewOrder, 'shopperId' | 'orderId'>

/** False when another order has this number. */
export async function saveOrderNumber (db: Db, { number, shopperId, orderId }: OrderId & { number: string }): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into order_number (number, shopper_id, order_id) values ($1, $2, $3) on conflict (number) do nothing
  `, [number, shopperId, orderId])
  return rowCount === 1
}

/** An item as it was sold: later changes of the catalogue do not reach it. */
export interface SoldLine {
  sku: string
  position: number
  name: string
  label: string
  quantity: number
  price_cents: number
  total_cents: number
  discount_cents: number
  tax_rate_bps: number
  tax_cents: number
}

const TAXES = (taxes: string): string => `
    insert into order_tax (shopper_id, order_id, rate_bps, gross_cents, tax_cents)
    select $1, $2, "rateBps", "grossCents", "taxCents"
      from jsonb_to_recordset(${taxes}) as tax ("rateBps" integer, "grossCents" integer, "taxCents" integer)`

// The order first: where each part goes to a node by itself, its lines find it there.
const ORDER = `
    with placed as (
      insert into orders (
        shopper_id, order_id, number, checkout_key, guest, currency, subtotal_cents, delivery_cents, total_cents, payment,
        shipping, email, name, line1, line2, city, postcode, country, phone, discount_cents, tax_cents, locale
      ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
    ), line as (
      insert into order_line (shopper_id, order_id, sku, position, name, label, quantity, price_cents, total_cents, discount_cents, tax_rate_bps, tax_cents, placed_at)
      select $1, $2, sku, position, name, label, quantity, price_cents, total_cents, discount_cents, tax_rate_bps, tax_cents, now()
        from jsonb_to_recordset($23) as line (
          sku text, position integer, name text, label text, quantity integer, price_cents integer, total_cents integer,
          discount_cents integer, tax_rate_bps integer, tax_cents integer
        )
    ), tax as (${TAXES('$24')}
    )
    insert into order_event (shopper_id, order_id, version, actor_id, actor_name, to_status) values ($1, $2, 1, $25, $13, 'placed')`

/**
 * The order with its lines, its taxes and the first line of its history, in one go. Fails on a second order of the same shopper with the
 * same checkout key. `actorId` is null for a guest.
 */
export async function saveOrder (db: Db, { shopperId, orderId, number, guest, payment, locale, review }: NewOrder, lines: readonly SoldLine[], actorId: string | null): Promise<void> {
  const { key, checkout, currency, totals: { subtotalCents, discountCents, deliveryCents, totalCents, taxCents, taxes } } = review
  const { email, name, line1, line2, city, postcode, country, phone, shipping } = checkout
  await db.query(ORDER, [
    shopperId, orderId, number, key, guest, currency, subtotalCents, deliveryCents, totalCents, payment,
    shipping, email, name, line1, line2, city, postcode, country, phone, discountCents, taxCents, locale,
    JSON.stringify(lines), JSON.stringify(taxes), actorId
  ])
}

const SAVE_TAXES = TAXES('$3')

/** What of the total is taxed at each rate. */
export async function saveOrderTaxes (db: Db, { shopperId, orderId }: OrderId, taxes: readonly TaxOfRate[]): Promise<void> {
  await db.query(SAVE_TAXES, [shopperId, orderId, JSON.stringify(taxes)])
}

/** What was taken off the goods, as it was called then; 0 for what made the delivery free. */
export async function saveOrderPromotions (db: Db, { shopperId, orderId }: OrderId, discounts: readonly Discount[]): Promise<void> {
  if (discounts.length === 0) return
  const rows = discounts.map(({ promotion, cents }, position) => ({
    promotion_id: promotion.promotionId, position, code: promotion.code, name: promotion.name, discount_cents: promotion.effect.kind === 'free-delivery' ? 0 : cents, counted: isCounted(promotion)
  }))
  await db.query(`
    insert into order_promotion (shopper_id, order_id, promotion_id, position, code, name, discount_cents, counted)
    select $1, $2, promotion_id, position, code, name, discount_cents, counted
      from jsonb_to_recordset($3) as row (promotion_id text, position integer, code text, name text, discount_cents integer, counted boolean)
  `, [shopperId, orderId, JSON.stringify(rows)])
}

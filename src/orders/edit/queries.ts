import type { Db } from '../../plugins/database.ts'
import type { Step } from '../change-queries.ts'
import type { OrderId } from '../queries.ts'
import type { EditedLine, OrderSnapshot, Planned } from './edit.ts'

/** What was changed about an order before it was packed. It made `version` of it. */
export interface OrderChange {
  version: number
  at: Date
  actorName: string
  before: OrderSnapshot
  after: OrderSnapshot
}

/** The oldest first. */
export async function listChanges (db: Db, { shopperId, orderId }: OrderId): Promise<OrderChange[]> {
  const { rows } = await db.query<OrderChange>(`
    select version, at, actor_name as "actorName", before, after from order_change where shopper_id = $1 and order_id = $2 order by version
  `, [shopperId, orderId])
  return rows
}

export type NewChange = Pick<OrderChange, 'version' | 'before' | 'after'> & { actor: Step['actor'] }

export async function saveChange (db: Db, { shopperId, orderId }: OrderId, { version, before, after, actor }: NewChange): Promise<void> {
  await db.query(`
    insert into order_change (shopper_id, order_id, version, actor_id, actor_name, before, after) values ($1, $2, $3, $4, $5, $6, $7)
  `, [shopperId, orderId, version, actor.shopperId, actor.name, before, after])
}

/** A promotion of an order, as it was called and as far as it went then. */
/** `isDelivery`: it makes the delivery free, whether it still runs or not. */
export interface KeptPromotion { promotionId: string, code: string | null, name: string, cents: number, isDelivery: boolean }

/** In the order in which they were taken off; 0 for what made the delivery free, or does not apply any more. */
export async function listKeptPromotions (db: Db, { shopperId, orderId }: OrderId): Promise<KeptPromotion[]> {
  const { rows } = await db.query<KeptPromotion>(`
    select promotion_id as "promotionId", used.code, used.name, discount_cents as cents, coalesce(kind = 'free-delivery', discount_cents = 0) as "isDelivery"
      from order_promotion as used left join promotion using (promotion_id) where shopper_id = $1 and order_id = $2 order by position
  `, [shopperId, orderId])
  return rows
}

const SAVE_EDITED = `
    update orders set subtotal_cents = $3, discount_cents = $4, delivery_cents = $5, total_cents = $6, tax_cents = $7, shipping = $8,
           name = $9, line1 = $10, line2 = $11, city = $12, postcode = $13, country = $14, phone = $15, lowered_cents = lowered_cents + $16
     where shopper_id = $1 and order_id = $2`

/** `loweredCents`: how much less it costs than what came for it. */
export async function saveEditedOrder (db: Db, { shopperId, orderId }: OrderId, { totals, delivery }: Planned, loweredCents: number): Promise<void> {
  const { subtotalCents, discountCents, deliveryCents, totalCents, taxCents } = totals
  const { shipping, name, line1, line2, city, postcode, country, phone } = delivery
  await db.query(SAVE_EDITED, [
    shopperId, orderId, subtotalCents, discountCents, deliveryCents, totalCents, taxCents, shipping, name, line1, line2, city, postcode, country, phone, loweredCents
  ])
}

/** What of an order is not in it any more. */
export async function deleteOtherLines (db: Db, { shopperId, orderId }: OrderId, kept: readonly string[]): Promise<void> {
  await db.query('delete from order_line where shopper_id = $1 and order_id = $2 and sku <> all($3::text[])', [shopperId, orderId, kept])
}

const SAVE_LINES = `
    insert into order_line (shopper_id, order_id, sku, position, name, label, quantity, price_cents, total_cents, discount_cents, tax_rate_bps, tax_cents, placed_at)
    select orders.shopper_id, orders.order_id, line.sku, line.position, line.name, line.label, line.quantity, line."priceCents", line."totalCents",
           line."discountCents", line."taxRateBps", line."taxCents", orders.placed_at
      from orders, jsonb_to_recordset($3) as line (
             sku text, position integer, name text, label text, quantity integer, "priceCents" integer, "totalCents" integer,
             "discountCents" integer, "taxRateBps" integer, "taxCents" integer)
     where orders.shopper_id = $1 and orders.order_id = $2
        on conflict (shopper_id, order_id, sku) do update
       set position = excluded.position, quantity = excluded.quantity, price_cents = excluded.price_cents, total_cents = excluded.total_cents,
           discount_cents = excluded.discount_cents, tax_rate_bps = excluded.tax_rate_bps, tax_cents = excluded.tax_cents`

/** The lines of an order as they are now. They keep the day of the order, by which they are found. */
export async function saveEditedLines (db: Db, { shopperId, orderId }: OrderId, lines: readonly EditedLine[]): Promise<void> {
  await db.query(SAVE_LINES, [shopperId, orderId, JSON.stringify(lines.map((line, position) => ({ ...line, position })))])
}

export async function deleteOrderTaxes (db: Db, { shopperId, orderId }: OrderId): Promise<void> {
  await db.query('delete from order_tax where shopper_id = $1 and order_id = $2', [shopperId, orderId])
}

/** What the promotions of an order take off by now, by their ids. */
export async function savePromotionCents (db: Db, { shopperId, orderId }: OrderId, discounts: ReadonlyArray<Pick<KeptPromotion, 'promotionId' | 'cents'>>): Promise<void> {
  await db.query(`
    update order_promotion set discount_cents = kept.cents
      from unnest($3::text[], $4::integer[]) as kept (promotion_id, cents)
     where shopper_id = $1 and order_id = $2 and order_promotion.promotion_id = kept.promotion_id
  `, [shopperId, orderId, discounts.map(({ promotionId }) => promotionId), discounts.map(({ cents }) => cents)])
}

import type { Currency } from '../../money.ts'
import type { OrderStatus } from '../../orders/order.ts'
import type { Db } from '../../plugins/database.ts'
import type { Cursor, OrderFilter } from './filter.ts'
import { sortedBy, withinDays } from './queries.ts'
import { FITS, RARE, SCOPES, type Asked, type Rare } from './sift-queries.ts'

// As in sift-queries.ts: $1 and $2 are days, $3 is a limit, $4 what is asked for, $5 a status, $6 and $7 a cursor; $8 and $9 are
// the cursor at which a stretch ends.

const { column, key, given } = sortedBy('date-desc', 'orders')
const REST = `${withinDays('orders')}
       and ($5::text is null or orders.status = $5)
       and ($7::uuid is null or (${column}, orders.order_id) < (${given}, $7::uuid))`

type Days = Pick<OrderFilter, 'from' | 'to' | 'status'>

const FIND_END = `
    select ${key} as key, orders.order_id as "orderId" from orders
     where $4::jsonb is null and ${REST}
     order by ${column} desc, orders.order_id desc offset $3 limit 1`

/** The order at which a stretch of so many orders ends that begins after a cursor; undefined where there are no more than that. */
export async function findEnd (db: Db, { from, to, status }: Days, after: Cursor | undefined, length: number): Promise<Cursor | undefined> {
  const { rows } = await db.query<Cursor>(FIND_END, [from ?? null, to ?? null, length - 1, null, status ?? null, after?.key ?? null, after?.orderId ?? null])
  return rows[0]
}

export interface ExportedOrder {
  number: string
  placedAt: Date
  status: OrderStatus
  paidAt: Date | null
  payment: string
  shipping: string
  country: string
  name: string
  email: string
  pieces: number
  currency: Currency
  subtotalCents: number
  discountCents: number
  deliveryCents: number
  taxCents: number
  totalCents: number
  coupons: string
  carrier: string
  trackingNumber: string
}

const exported = (scope: string): string => `
    select orders.number, orders.placed_at as "placedAt", orders.status, orders.paid_at as "paidAt", orders.payment, orders.shipping,
           orders.country, orders.name, orders.email, orders.currency, orders.subtotal_cents as "subtotalCents",
           orders.discount_cents as "discountCents", orders.delivery_cents as "deliveryCents", orders.tax_cents as "taxCents",
           orders.total_cents as "totalCents", orders.carrier, orders.tracking_number as "trackingNumber",
           (select coalesce(sum(quantity), 0)::int from order_line as item
             where item.shopper_id = orders.shopper_id and item.order_id = orders.order_id) as pieces,
           (select coalesce(string_agg(code, ' ' order by position), '') from order_promotion as used
             where used.shopper_id = orders.shopper_id and used.order_id = orders.order_id and code is not null) as coupons
      from (${scope}) as orders
     where ${FITS} and ($5::text is null or orders.status = $5)
     order by orders.placed_at desc, orders.order_id desc
     limit $3`

const STRETCH = exported(`select * from orders where ${REST}
       and ($9::uuid is null or (orders.placed_at, orders.order_id) >= (timestamptz 'epoch' + $8::bigint * interval '1 microsecond', $9::uuid))`)
const WHOLE = new Map(Object.keys(RARE).map(name => [name, exported(SCOPES[name as Rare])]))

/** Those of a stretch of orders that fit, newest first. `after` and `until`: where it begins and ends. */
export async function listStretch (db: Db, { from, to, status }: Days, asked: Asked, { after, until, length }: { after: Cursor | undefined, until: Cursor | undefined, length: number }): Promise<ExportedOrder[]> {
  const { rows } = await db.query<ExportedOrder>(STRETCH, [
    from ?? null, to ?? null, length, asked, status ?? null, after?.key ?? null, after?.orderId ?? null, until?.key ?? null, until?.orderId ?? null
  ])
  return rows
}

/** All that fit of what is rare, newest first: see `Rare`. */
export async function listRare (db: Db, { from, to, status }: Days, rare: Rare, asked: Asked, limit: number): Promise<ExportedOrder[]> {
  const text = WHOLE.get(rare)
  if (text === undefined) throw new Error(`there is no statement for ${rare}`)
  return (await db.query<ExportedOrder>(text, [from ?? null, to ?? null, limit, asked, status ?? null])).rows
}

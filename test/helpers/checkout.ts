import type pg from 'pg'
import type { Answer, Visitor } from './visitor.ts'

export const ADDRESS = {
  email: 'guest@example.com', name: 'Gwen Guest', line1: 'Kiln Lane 3', line2: '', city: 'Dublin', postcode: 'D02 AF30', country: 'IE', phone: '', shipping: 'standard'
}

/** The fields that the button on the review page sends. A type, because an interface is no form. */
export type OrderFields = { checkout_key: string, expected_total: string, currency: string, payment: string }

export function orderFieldsIn ({ body, statusCode }: Answer): OrderFields {
  const value = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const fields = { checkout_key: value('checkout_key'), expected_total: value('expected_total'), currency: value('currency'), payment: 'invoice' }
  if (fields.checkout_key === '') throw new Error(`this is no review page: ${statusCode} ${body.slice(0, 300)}`)
  return fields
}

/** Puts items (SKU → quantity) in the basket, gives the address and opens the review: all but the last click. */
export async function prepareOrder (visitor: Visitor, items: Record<string, number>, address: Partial<typeof ADDRESS> = {}): Promise<OrderFields> {
  for (const [sku, quantity] of Object.entries(items)) {
    const added = await visitor.post('/cart/items', { sku, quantity: String(quantity) })
    if (added.statusCode !== 303) throw new Error(`${sku} was not added: ${added.statusCode}`)
  }
  const sent = await visitor.post('/checkout', { ...ADDRESS, ...address })
  if (sent.statusCode !== 303) throw new Error(`the address was refused: ${sent.statusCode} ${sent.body}`)
  return orderFieldsIn(await visitor.get('/checkout/review'))
}

/** The whole way: returns the number of the order. */
export async function placeOrder (visitor: Visitor, items: Record<string, number>, address: Partial<typeof ADDRESS> = {}): Promise<string> {
  const answer = await visitor.post('/orders', await prepareOrder(visitor, items, address))
  return numberIn(answer)
}

/** The order number in the address that an answer leads to. */
export function numberIn ({ headers, statusCode }: Answer): string {
  const number = /^\/orders\/(P-[0-9A-Z]{8})/.exec(String(headers.location))?.[1]
  if (statusCode !== 303 || number === undefined) throw new Error(`no order was placed: ${statusCode} ${headers.location}`)
  return number
}

/** Everything there is of orders and stock: what a refused order must leave as it was. */
export async function stateOf (db: pg.Pool): Promise<unknown> {
  const { rows } = await db.query<{ state: unknown }>(`
    select jsonb_build_object(
      'orders', (select count(*) from orders), 'lines', (select count(*) from order_line),
      'events', (select count(*) from order_event), 'numbers', (select count(*) from order_number),
      'stock', (select jsonb_object_agg(sku, available) from stock)) as state
  `)
  return rows[0]?.state
}

export async function availableOf (db: pg.Pool, sku: string): Promise<number> {
  const { rows } = await db.query<{ available: number }>('select available from stock where sku = $1', [sku])
  return rows[0]?.available ?? -1
}

export async function orderCount (db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ count: number }>('select count(*)::integer from orders')
  return rows[0]?.count ?? -1
}

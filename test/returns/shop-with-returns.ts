import { randomBytes } from 'node:crypto'
import { step } from '../admin/shop-with-orders.ts'
import { numberIn, prepareOrder } from '../helpers/checkout.ts'
import { MUG, type Customer, type Shops } from '../helpers/shop.ts'
import type { Answer, Form, Visitor } from '../helpers/visitor.ts'

export interface Sent { number: string, url: string, key: string }

/** An order that has been sent. */
export async function sendOrder (boss: Visitor, visitor: Visitor, items: Record<string, number> = { [MUG]: 2 }): Promise<Sent> {
  const answer = await visitor.post('/orders', await prepareOrder(visitor, items))
  const [number, url] = [numberIn(answer), String(answer.headers.location)]
  for (const to of ['paid', 'packed', 'sent']) await step(boss, number, to)
  await boss.get('/admin') // takes the messages
  return { number, url, key: url.split('key=')[1] ?? '' }
}

/** Asks as the form does; a guest gives the key. */
export function askBack (visitor: Visitor, { number, key }: Pick<Sent, 'number' | 'key'>, items: Record<string, number> = { [MUG]: 1 }, more: Form = {}): Promise<Answer> {
  const quantities = Object.fromEntries(Object.entries(items).map(([sku, count]) => [`quantity-${sku}`, String(count)]))
  return visitor.post(key ? `/orders/${number}/return` : `/account/orders/${number}/return`, {
    ...quantities, reason: 'changed-mind', note: '', form_key: randomBytes(18).toString('base64url'), ...key && { key }, ...more
  })
}

export interface KeptRow { id: string, state: string, version: number, refund: number | null }

export async function returnsOf ({ db }: Pick<Shops, 'db'>, number: string): Promise<KeptRow[]> {
  const { rows } = await db.query<KeptRow>(`
    select return_id as id, state, order_return.version, refund_cents as refund
      from order_return join orders using (shopper_id, order_id) where number = $1 order by position`, [number])
  return rows
}

/** Takes a step as the form on the page of a return does. */
export function decide (visitor: Visitor, id: string, to: string, version: string, more: Form = {}): Promise<Answer> {
  return visitor.post(`/admin/returns/${id}/${to}`, { version, answer: '', ...more })
}

export type Boss = Shops & { boss: Customer }

import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Test } from 'tap'
import type { Config } from '../../src/config.ts'
import { newOrderNumber } from '../../src/orders/number.ts'
import type { OrderStatus } from '../../src/orders/order.ts'
import { openShops, type Customer, type Shops } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'

export interface MadeOrder {
  number: string
  status: OrderStatus
  name: string
  email: string
  totalCents: number
  placedAt: string
  skus: string[]
}

/** An order as checkout writes one, of any age, status and total. */
export async function makeOrder (db: pg.Pool, values: Partial<MadeOrder> = {}): Promise<MadeOrder> {
  const order: MadeOrder = {
    number: newOrderNumber(), status: 'placed', name: 'Ann Archer', email: 'ann@example.com', totalCents: 2490, placedAt: '2026-03-01T12:00:00Z', skus: ['MUG-SLATE'], ...values
  }
  const ids = [randomUUID(), randomUUID()]
  await db.query('insert into order_number (number, shopper_id, order_id) values ($3, $1, $2)', [...ids, order.number])
  await db.query(`
    insert into orders (shopper_id, order_id, number, checkout_key, status, guest, currency, subtotal_cents, delivery_cents, total_cents,
                        shipping, payment, email, name, line1, city, postcode, country, placed_at)
    values ($1, $2::uuid, $3, $2::uuid::text, $4, true, 'EUR', $5, 0, $5, 'standard', 'invoice', $6, $7, '1 Kiln Lane', 'Cork', 'T12 AB34', 'IE', $8)
  `, [...ids, order.number, order.status, order.totalCents, order.email, order.name, order.placedAt])
  for (const [position, sku] of order.skus.entries()) {
    await db.query(`
      insert into order_line (shopper_id, order_id, sku, position, name, label, quantity, price_cents, total_cents, placed_at)
      values ($1, $2, $3, $4, $3, '', 2, 100, 200, $5)
    `, [...ids, sku, position, order.placedAt])
  }
  if (order.status === 'sent' || order.status === 'delivered') {
    await db.query("insert into parcel (shopper_id, order_id, position, version, sent_at, actor_name) values ($1, $2, 1, 1, $3, '')", [...ids, order.placedAt])
    await db.query('insert into parcel_line (shopper_id, order_id, position, sku, quantity) select shopper_id, order_id, 1, sku, quantity from order_line where order_id = $1', [ids[1]])
  }
  await db.query("insert into order_event (shopper_id, order_id, version, at, actor_name, to_status) values ($1, $2, 1, $3, $4, 'placed')", [...ids, order.placedAt, order.name])
  return order
}

/** Shops on one database, and somebody who may see their admin. */
export async function openAdmin (t: Test, count = 1, settings: Partial<Config> = {}): Promise<Shops & { boss: Customer }> {
  const shops = await openShops(t, count, settings)
  const boss = await employ(shops, 'Robin Keeper', 'admin')
  return { ...shops, boss }
}

/** Staff are of the role "order desk". */
export async function employ (shops: Shops, name: string, role: 'staff' | 'admin'): Promise<Customer> {
  const customer = await shops.customer(name)
  await setRole(shops.db, customer, role)
  return customer
}

export async function setRole (db: pg.Pool, { shopperId }: Customer, role: 'shopper' | 'staff' | 'admin'): Promise<void> {
  await db.query("update customer set role = $2, staff_role = case when $2 = 'staff' then 'order-desk' end where shopper_id = $1", [shopperId, role])
}

/** The order numbers in the table of a page, from the top. */
export function rowsIn ({ body }: Answer): string[] {
  return [...body.matchAll(/data-order-row="([^"]*)"/g)].map(([, number]) => String(number))
}

/** Where a link with this text leads; undefined when there is none. */
export function linkIn ({ body }: Answer, text: string): string | undefined {
  const href = new RegExp(`<a href="([^"]*)"[^>]*>${text}`).exec(body)?.[1]
  return href?.replaceAll('&amp;', '&')
}

export function versionIn ({ body }: Answer): string {
  return /name="version" value="(\d+)"/.exec(body)?.[1] ?? ''
}

/** Takes a step as the form on the page of the order does. */
export async function step (visitor: Visitor, number: string, to: string, version?: string): Promise<Answer> {
  return visitor.post(`/admin/orders/${number}/status`, { to, version: version ?? versionIn(await visitor.get(`/admin/orders/${number}`)) })
}

import { placeOrder } from '../helpers/checkout.ts'
import { MUG, type Customer, type Shops } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'

export const SLUG = 'dipped-mug'
export const WORDS = { stars: '4', title: 'Holds tea', body: 'And keeps it warm for a while.', name: 'Ann A.' }

/** A customer to whom something was sent. */
export async function buyer (shops: Shops, { name = 'Ann Archer', sku = MUG }: { name?: string, sku?: string } = {}): Promise<Customer & { number: string }> {
  const customer = await shops.customer(name)
  const number = await placeOrder(customer.visitor, { [sku]: 1 })
  await shops.db.query("update orders set status = 'sent' where number = $1", [number])
  return { ...customer, number }
}

/** Sends the form of a review, with the version that its page has. */
export async function write (visitor: Visitor, changes: Partial<typeof WORDS & { version: string }> = {}, slug = SLUG): Promise<Answer> {
  const version = changes.version ?? hidden(await visitor.get(`/products/${slug}/review`), 'version')
  return visitor.post(`/products/${slug}/review`, { ...WORDS, ...changes, version })
}

/** A buyer's review, waiting to be read. */
export async function reviewed (shops: Shops, changes: Partial<typeof WORDS> = {}, sku = MUG, slug = SLUG): Promise<Customer & { id: string, number: string }> {
  const customer = await buyer(shops, { name: changes.name ?? 'Ann Archer', sku })
  const { statusCode, body } = await write(customer.visitor, changes, slug)
  if (statusCode !== 303) throw new Error(`the review was not taken: ${statusCode} ${body}`)
  const { rows: [row] } = await shops.db.query<{ id: string }>('select review_id as id from review where shopper_id = $1', [customer.shopperId])
  return { ...customer, id: row?.id ?? '' }
}

/** Decides on a review as the form on its page does. */
export async function moderate (boss: Visitor, id: string, action: 'publish' | 'refuse' | 'reply', form: Record<string, string> = {}): Promise<Answer> {
  const version = form.version ?? hidden(await boss.get(`/admin/reviews/${id}`), 'version')
  return boss.post(`/admin/reviews/${id}/${action}`, { ...form, version })
}

export function hidden ({ body }: Answer, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
}

/** How a product is rated, as the database has it: what the catalogue shows, and what the reviews come to. */
export async function ratingsOf ({ db }: Shops, slug = SLUG): Promise<{ shown: number[], counted: number[] }> {
  const { rows: [row] } = await db.query('select array[stars_1, stars_2, stars_3, stars_4, stars_5] as counts from product_rating where product = $1', [slug])
  const { rows: [counted] } = await db.query(`
    select array[count(*) filter (where stars = 1), count(*) filter (where stars = 2), count(*) filter (where stars = 3),
                 count(*) filter (where stars = 4), count(*) filter (where stars = 5)]::int[] as counts
      from review where product = $1 and state = 'published'
  `, [slug])
  return { shown: row?.counts ?? [0, 0, 0, 0, 0], counted: counted?.counts }
}

/** The headings of the reviews on a page, in order. */
export function titlesIn ({ body }: Answer): string[] {
  return [...body.matchAll(/class="review__title">([^<]*)</g)].map(([, title]) => String(title))
}

import { hash } from 'node:crypto'
import type { Journal } from '../journal.ts'
import type { Rig } from '../rig/rig.ts'
import { linesIn } from '../shoppers/pages.ts'
import type { Shopper } from '../shoppers/shopper.ts'

interface Row { place: string, sku: string, pieces: number }

// Where pieces of a shopper can be: in orders, in the basket of the account, and in that of the browser.
const PIECES = `
  select 'order' as place, sku, sum(quantity)::int as pieces
    from orders join order_line using (shopper_id, order_id) where orders.email = $1 and orders.status <> 'cancelled' group by sku
  union all
  select 'account', line ->> 'sku', (line ->> 'quantity')::int
    from customer_email join cart using (shopper_id), jsonb_array_elements((cart.cart -> 'lines') || (cart.cart -> 'saved')) as line where email = $1
  union all
  select 'browser', line ->> 'sku', (line ->> 'quantity')::int
    from session, jsonb_array_elements(coalesce(sess #> '{cart,lines}', '[]') || coalesce(sess #> '{cart,saved}', '[]')) as line
   where sid = $2 and ended_at is null and shopper_id is null`

/** I1: what was acknowledged is in the basket, the account's basket or an order; and nothing is there that nobody asked for. */
export async function checkWallet (rig: Rig, journal: Journal, shopper: Shopper): Promise<void> {
  const rows = await rig.postgres.administer<Row>(PIECES, [shopper.email, sidOf(shopper)])
  for (const sku of shopper.wallet.skus) {
    const places = rows.filter(row => row.sku === sku)
    const found = places.reduce((sum, { pieces }) => sum + pieces, 0)
    const { least, most } = shopper.wallet.of(sku)
    if (found < least || found > most) {
      const range = least === most ? `${least}` : `${least} to ${most}`
      const where = places.map(({ place, pieces }) => `${pieces} in ${place}`).join(', ') || 'nowhere'
      journal.violate('I1', `shopper ${shopper.number}: of ${sku} ${range} should be there, and ${found} are (${where})`, [...journal.of(shopper.number, ''), ...journal.of(shopper.number, sku)])
    }
    shopper.wallet.settle(sku, found)
  }
  await checkPage(journal, shopper, rows)
}

/** The basket page shows what the database holds. */
async function checkPage (journal: Journal, shopper: Shopper, rows: Row[]): Promise<void> {
  const page = await shopper.browser.get('/cart')
  if (page.status !== 200) return journal.violate('I10', `shopper ${shopper.number}: nothing is broken any more, and the basket is answered with ${page.status}`)
  const place = page.body.includes(shopper.name) ? 'account' : 'browser'
  for (const [sku, quantity] of linesIn(page.body)) {
    const stored = rows.filter(row => row.place === place && row.sku === sku).reduce((sum, { pieces }) => sum + pieces, 0)
    if (stored !== quantity) journal.violate('I1', `shopper ${shopper.number}: the page shows ${quantity} of ${sku}, and the database holds ${stored}`, journal.of(shopper.number, sku))
  }
}

/** The key of the session that the browser's cookie names. */
export function sidOf ({ browser: { cookies } }: Pick<Shopper, 'browser'>): string {
  return sidIn(cookies)
}

export function sidIn (cookies: ReadonlyMap<string, string>): string {
  const [id = ''] = decodeURIComponent(cookies.get('sid') ?? '').split('.', 1)
  return hash('sha256', id, 'base64url')
}

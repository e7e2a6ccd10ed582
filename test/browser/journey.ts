import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { employ } from '../admin/shop-with-orders.ts'
import { MUG } from '../helpers/shop.ts'
import { findOrder, takeNextStep } from './admin.ts'
import type { BrowserShop } from './browser.ts'
import { Shopper } from './shopper.ts'

export interface Journey {
  /** What is left of it in the database. */
  end: unknown
  /** Full loads of a page, by step. */
  loads: Record<string, number>
}

/** The whole way of a shopper and of the admin who serves her, in one window. */
export async function travel (t: Test, shop: BrowserShop, page: Page): Promise<Journey> {
  const shopper = new Shopper(page)
  const { visitor: otherDevice, ...ann } = await shop.customer('Ann Archer')
  await otherDevice.post('/cart/items', { sku: 'TEAPOT-DUSK' })
  const boss = await employ(shop, 'Robin Keeper', 'admin')

  const loads: Record<string, number> = {}
  let count = 0
  page.on('load', () => { count += 1 })
  const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const before = count
    await work()
    await page.waitForLoadState('load')
    loads[name] = count - before
    t.pass(name)
  }

  await page.goto('/')
  await step('search', () => shopper.search('mug'))
  await step('filter', () => shopper.filterByDepartment('Table'))
  await step('product', () => shopper.openProduct('Dipped mug'))
  await step('add', () => shopper.add(1))
  await step('basket', () => shopper.openBasket())
  await step('one more', () => shopper.oneMore(MUG, 2))
  await step('type a quantity', () => shopper.typeQuantity(MUG, 5, 5))
  await step('type 0', () => shopper.typeQuantity(MUG, 0, 0))
  t.equal(await page.locator('[data-line]').count(), 0, 'the line is gone')
  await step('undo', () => shopper.undo(5))

  await step('log in', () => shopper.logIn(ann))
  await shopper.untilBasketHolds(6)
  t.match(await page.locator('[data-flash]').innerText(), /Dipped mug, Slate/, 'is told what came along')

  await step('checkout', () => shopper.goToCheckout())
  await shopper.chooseCountry('IE')
  await step('wrong address', () => shopper.giveAddress({ name: 'Ann Archer', line1: '1 Kiln Lane', city: 'Cork', postcode: '1' }))
  await page.locator('.error-summary').waitFor()
  t.match(await page.title(), /^Error: /)
  await step('right address', () => shopper.giveAddress({ postcode: 'T12 AB34' }))
  await page.waitForURL(/\/checkout\/review$/)
  let number = ''
  await step('pay', async () => { number = await shopper.pay() })
  await shopper.untilBasketHolds(0)

  await step('history', () => shopper.openOrders())
  await page.getByRole('link', { name: number }).waitFor()
  await step('theme', () => shopper.chooseDark())
  await step('log out the other device', () => shopper.logOutOtherDevice())
  t.equal((await otherDevice.get('/account')).statusCode, 303, 'which is logged out')
  await step('log out', () => shopper.logOut())
  t.equal(await page.locator('html').getAttribute('data-theme'), 'dark', 'still dark')

  await shopper.logIn(boss)
  await step('admin filter', () => findOrder(page, number))
  t.equal(await page.locator('[data-order-row]').count(), 1)
  await step('admin step', () => takeNextStep(page, number))
  return { end: await endOf(shop, number), loads }
}

async function endOf ({ db }: BrowserShop, number: string): Promise<unknown> {
  const { rows: lines } = await db.query('select sku, quantity, order_line.total_cents from orders join order_line using (shopper_id, order_id) where number = $1 order by position', [number])
  const { rows: [order] } = await db.query('select status, total_cents, payment, postcode from orders where number = $1', [number])
  const { rows: [counts] } = await db.query('select (select count(*)::int from orders) as orders, (select count(*)::int from order_event) as events')
  return { lines, order, counts }
}

import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { orderCount, prepareOrder } from '../helpers/checkout.ts'
import { MUG } from '../helpers/shop.ts'
import { browserTest, type BrowserShop } from './browser.ts'
import { LABELS } from './shopper.ts'
import { show } from './show.ts'

const BETWEEN_CLICKS_MS = 40

for (const javaScriptEnabled of [false, true]) {
  browserTest(`two clicks on Pay make one order, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async (t, shop) => {
    const page = await openReview(shop, javaScriptEnabled)
    await clickTwice(page, LABELS.pay)
    await page.locator('[data-order-number]').waitFor()
    t.match(page.url(), /\/orders\/P-/, 'the shopper sees it')
    t.equal(await orderCount(shop.db), 1, 'one order')
  })
}

// Without JavaScript two clicks are two adds, and both are acknowledged: the shopper sees two and takes one out.
browserTest('two clicks on Add add one piece', async (t, shop) => {
  const page = await shop.page()
  await page.goto(`/products/dipped-mug?sku=${MUG}`)
  await clickTwice(page, LABELS.add)
  await page.locator('[data-flash=success]').waitFor()
  await page.goto('/cart')
  t.equal(await page.locator('[data-cart-count]').getAttribute('data-cart-count'), '1', 'one piece')
})

/** As impatient as a person, so that the first click has reached the shop. */
async function clickTwice (page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole('main').getByRole('button', { name })
  await button.scrollIntoViewIfNeeded()
  const { x = 0, y = 0 } = await button.boundingBox() ?? {}
  await page.mouse.click(x + 10, y + 10)
  await wait(BETWEEN_CLICKS_MS)
  await page.mouse.click(x + 10, y + 10)
}

async function openReview (shop: BrowserShop, javaScriptEnabled: boolean): Promise<Page> {
  const visitor = shop.visitor()
  await prepareOrder(visitor, { [MUG]: 1 })
  const page = await shop.page({ javaScriptEnabled })
  await show(page, { visitor, url: '/checkout/review' })
  return page
}

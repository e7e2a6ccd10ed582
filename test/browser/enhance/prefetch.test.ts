import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { browserTest } from '../browser.ts'
import { untilBasketHolds } from './watch.ts'

t.setTimeout(180_000)

browserTest('a page is fetched while the pointer is on its link, and never with an old basket', async (t, shop) => {
  const page = await shop.page()
  await page.goto('/')
  const link = page.locator('.card__name a')
  await hover(page, link.nth(5))
  await link.nth(5).click()
  t.equal(await deliveryOf(page), 'navigational-prefetch')
  t.equal((await page.context().cookies()).length, 0, 'looking makes no session')

  await page.goto('/')
  await hover(page, link.nth(6))
  await page.locator('.shelf button[name=sku]').first().click()
  await untilBasketHolds(page, 1)
  await link.nth(6).evaluate((element: HTMLElement) => { element.click() }) // without a pointer that fetches it once more
  await page.locator('main h1').waitFor()
  await untilBasketHolds(page, 1)
  t.match(page.url(), /\/products\/./)
})

browserTest('a message waits for the page that somebody sees', async (t, shop) => {
  const page = await shop.page()
  await page.goto('/')
  await page.locator('.shelf button[name=sku]').first().click()
  await untilBasketHolds(page, 1)
  // A message is left by another tab.
  await page.request.post('/cart/items', { form: { sku: 'PLATE-SIDE' }, maxRedirects: 0, headers: { 'sec-fetch-site': 'same-origin' } })
  const link = page.locator('.card__name a').nth(6)
  await hover(page, link)
  await link.click()
  t.equal(await deliveryOf(page), 'navigational-prefetch')
  t.equal(await page.locator('[data-flash]').count(), 0)
  await page.goto('/cart')
  t.equal(await page.locator('[data-flash]').count(), 1)
})

/** Until the page behind the link has been fetched. */
async function hover (page: Page, link: Locator): Promise<void> {
  const path = await link.getAttribute('href')
  const isFetched = page.context().waitForEvent('requestfinished', request => new URL(request.url()).pathname === path)
  await link.hover()
  await isFetched
}

/** How the page that is open came. */
async function deliveryOf (page: Page): Promise<string> {
  await page.waitForURL('**/products/*')
  return page.evaluate(() => (performance.getEntriesByType('navigation')[0] as unknown as { deliveryType: string }).deliveryType)
}

import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { browserTest } from './browser.ts'
import { readStop, tabThrough, tabTo, wrongWith } from './focus.ts'
import { LABELS } from './shopper.ts'

t.setTimeout(180_000)

for (const viewport of [{ width: 1360, height: 900 }, { width: 390, height: 844 }]) {
  browserTest(`from home to the order by keyboard alone, ${viewport.width} px`, async (t, shop) => {
    const page = await shop.page({ viewport })
    const main = page.getByRole('main')
    const arrive = async (name: string, url: string | RegExp): Promise<void> => {
      await page.waitForURL(url)
      await page.waitForLoadState('load')
      await checkWay(t, page, name)
    }

    await page.goto('/')
    await arrive('home', '/')
    await press(page, main.getByRole('heading', { name: 'Dipped mug' }).getByRole('link'))
    await arrive('product', /\/products\/dipped-mug/)
    await press(page, main.getByRole('button', { name: LABELS.add }))
    await page.locator('[data-cart-count="1"]').waitFor()
    await page.reload()
    await press(page, page.getByRole('banner').getByRole('link', { name: LABELS.basket }))
    await arrive('basket', /\/cart$/)
    await press(page, main.getByRole('link', { name: LABELS.toCheckout }))

    await arrive('checkout', /\/checkout$/)
    const answers = { email: 'gwen@example.com', name: 'Gwen Guest', line1: '3 Kiln Lane', postcode: 'D02 AF30', city: 'Dublin', country: 'Ireland' }
    for (const [field, text] of Object.entries(answers)) {
      await tabTo(page, main.getByLabel(LABELS[field as keyof typeof answers]))
      await page.keyboard.type(text)
    }
    await tabTo(page, main.getByRole('radio').first())
    await page.keyboard.press('ArrowDown')
    t.equal(await main.getByRole('radio').nth(1).isChecked(), true, 'arrows choose')
    await press(page, main.getByRole('button', { name: LABELS.toReview }))

    await arrive('review', /\/checkout\/review$/)
    await press(page, main.getByRole('button', { name: LABELS.pay }))
    await page.waitForURL(/\/orders\/P-/)
    t.equal(await page.locator('[data-order-number]').count(), 1, 'the order is placed')
  })
}

browserTest('the skip link comes first, shows, and leads past the header', async (t, shop) => {
  const page = await shop.page()
  for (const url of ['/', '/cart', '/login']) {
    await page.goto(url)
    await page.keyboard.press('Tab')
    const skip = await readStop(page)
    t.match(skip, { name: /skip to/i, isOnTop: true, isMarked: true }, url)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    t.match(await readStop(page), { isInMain: true }, `${url}: into the page`)
  }
})

async function press (page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Goes through the whole page, and starts anew. */
async function checkWay (t: Test, page: Page, name: string): Promise<void> {
  t.strictSame(wrongWith(await tabThrough(page)), [], `${name}: the way of the focus`)
  await page.reload()
}

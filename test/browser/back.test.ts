import type { Page } from 'playwright-core'
import t from 'tap'
import { browserTest } from './browser.ts'
import { go, LIKE_A_SHOPPERS, sourceOf, untilShown } from './history.ts'
import { Shopper } from './shopper.ts'

t.setTimeout(120_000)

browserTest('Back and Forward after an add show what is in the basket now: without JavaScript, from the server', async (t, shop) => {
  const page = await shop.page({ javaScriptEnabled: false })
  await addFromHome(page)
  while (!page.url().endsWith('/')) await page.goBack()
  t.ok(await untilShown(page, '[data-cart-count="1"]'), 'home')
  await page.goForward()
  t.ok(await untilShown(page, '[data-cart-count="1"]'), 'product')
})

browserTest('Back and Forward after an add show what is in the basket now: with JavaScript, from the cache of whole pages', async (t, shop) => {
  const page = await shop.page()
  await addFromHome(page)
  for (let steps = 0; steps < 3 && !page.url().endsWith('/'); steps += 1) await go(page, -1)
  t.ok(page.url().endsWith('/') && await untilShown(page, '[data-cart-count="1"]'), 'home')
  await go(page, 1)
  t.ok(await untilShown(page, '[data-cart-count="1"]'), 'product')
}, {}, LIKE_A_SHOPPERS)

browserTest('Back and Forward after logging out show nothing of the person', async (t, shop) => {
  const { email, password } = await shop.customer('Ann Archer')
  const page = await shop.page()
  const shopper = new Shopper(page)
  await page.goto('/')
  await shopper.logIn({ email, password })
  await page.goto('/account/orders')
  await shopper.logOut()
  for (const steps of [0, -1, -1, -1, -1, 1, 1]) {
    if (steps !== 0) await go(page, steps)
    const where = new URL(page.url()).pathname
    t.ok(await untilShown(page, 'header a[href^="/login"]'), `logged out at ${where}`)
    t.notMatch(await sourceOf(page), new RegExp(`Ann Archer|${email}`), `nothing personal at ${where}`)
  }
}, {}, LIKE_A_SHOPPERS)

async function addFromHome (page: Page): Promise<void> {
  const shopper = new Shopper(page)
  await page.goto('/')
  await shopper.openProduct('Dipped mug')
  await shopper.add(1)
}

import type { Page } from 'playwright-core'
import t from 'tap'
import { placeOrder } from '../../helpers/checkout.ts'
import { browserTest } from '../browser.ts'
import { go, LIKE_A_SHOPPERS, sourceOf, untilShown } from '../history.ts'
import { Shopper } from '../shopper.ts'

t.setTimeout(180_000)

const LOGIN = 'header a[href^="/login"]'

browserTest('F1: the browser keeps no page of somebody who is logged in, and no error, but files that are for all', async (t, shop) => {
  const ann = await shop.customer('Ann Archer')
  const number = await placeOrder(ann.visitor, { 'TWINE-TIN': 1 }, { name: 'Ann Archer' })
  const page = await shop.page()
  await page.goto('/products')
  t.ok(await isKept(page, '/products'), 'a page without a session is kept, to be asked about') // so what follows means something
  await new Shopper(page).logIn(ann)
  const pages = [
    '/', '/products', '/products/dipped-mug', '/cart', '/account', '/account/orders', `/account/orders/${number}`, `/orders/${number}`, '/account/devices',
    '/account/email', '/account/password', '/checkout', '/preferences', '/login', '/admin', '/nowhere'
  ]
  for (const url of pages) {
    await page.goto(url)
    t.notOk(await isKept(page, new URL(page.url()).pathname), url)
  }
  t.ok(await isKept(page, await page.locator('link[rel=stylesheet]').first().evaluate((link: HTMLLinkElement) => link.href)), 'a style sheet is kept')

  await new Shopper(page).logOut()
  for (const url of pages) {
    t.notOk(await isKept(page, url), `${url} after the logout`)
    await page.goto(url)
    t.notMatch(await sourceOf(page), new RegExp(`Ann Archer|${ann.email}`), `${url} shows nothing of her`)
  }
  const others = shop.complaints.filter(text => !text.includes('net::ERR_CACHE_MISS')) // what was asked for above
  shop.complaints.splice(0, shop.complaints.length, ...others)
})

browserTest('F3: Back after logging out in another window, with the next person logged in there, shows nothing of the first', async (t, shop) => {
  const [ann, bo] = [await shop.customer('Ann Archer'), await shop.customer('Bo Baker')]
  const page = await shop.page()
  await page.goto('/')
  await new Shopper(page).logIn(ann)
  for (const url of ['/account/orders', '/account/devices', '/products']) await page.goto(url)
  const window = await page.context().newPage()
  await new Shopper(window).logOut()
  await new Shopper(window).logIn(bo)
  for (const by of [-1, -1, -1, 1, 1]) {
    await go(page, by)
    const where = new URL(page.url()).pathname
    t.ok(await untilShown(page, 'header a[href="/account"]'), `somebody is logged in at ${where}`)
    const source = await sourceOf(page)
    t.notMatch(source, new RegExp(`Ann Archer|${ann.email}`), `not the first, at ${where}`)
    t.match(source, 'Bo Baker', where)
  }
}, {}, LIKE_A_SHOPPERS)

browserTest('F3: without JavaScript Back after logging out shows nothing of the person', async (t, shop) => {
  const ann = await shop.customer('Ann Archer')
  const page = await shop.page({ javaScriptEnabled: false })
  const shopper = new Shopper(page)
  await page.goto('/')
  await shopper.logIn(ann)
  for (const url of ['/account/orders', '/account/email']) await page.goto(url)
  await shopper.logOut()
  for (let steps = 0; steps < 4; steps += 1) {
    await page.goBack()
    t.ok(await untilShown(page, LOGIN), `logged out at ${page.url()}`)
    t.notMatch(await sourceOf(page), new RegExp(`Ann Archer|${ann.email}`), page.url())
  }
})

/** Asks the cache of the browser alone, without a word to the shop. */
async function isKept (page: Page, url: string): Promise<boolean> {
  return page.evaluate(async url => (await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' }).catch(() => undefined))?.ok ?? false, url)
}

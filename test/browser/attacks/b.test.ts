import type { BrowserContext, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { fingerprint } from '../../security/forms.ts'
import { browserTest, type BrowserShop } from '../browser.ts'
import { MUG } from '../../helpers/shop.ts'
import { Shopper } from '../shopper.ts'
import { AS_ON_THE_INTERNET, elsewhere, forgetElsewhere, openOtherSite, postFrom, WAYS } from './other-site.ts'

t.setTimeout(180_000)

type Form = [path: string, fields: Record<string, string>]

browserTest('B5: a page of another site, and one of this host on another port, signs nobody in or out, fills no basket, changes no preference', async (t, shop) => {
  const port = await openOtherSite(t)
  await attack(t, shop, shop.origin, ['localhost', '127.0.0.1'].map(name => elsewhere(name, port)))
})

// There browsers send no Sec-Fetch-Site, so Origin decides. Cookies go along from the second name, which is of the same site.
browserTest('B5: nor over plain http, where browsers tell no more than the origin', async (t, shop) => {
  const port = await openOtherSite(t)
  const origin = shop.origin.replace('127.0.0.1', 'shop.example')
  await attack(t, shop, origin, ['evil.example', 'blog.shop.example', 'shop.example'].map(name => elsewhere(name, port)))
  // Of headers that take https.
  const others = shop.complaints.filter(text => !/Cross-Origin-Opener-Policy header has been ignored|Clear-Site-Data .* Not supported for insecure origins/s.test(text))
  shop.complaints.splice(0, shop.complaints.length, ...others)
}, {}, AS_ON_THE_INTERNET)

browserTest('B9: no page of the shop is shown in a frame, an object or an embed, nor held by who opened it', async (t, shop) => {
  const port = await openOtherSite(t)
  const page = await shop.page()
  await signIn(page, shop.origin, await shop.customer())
  for (const name of ['localhost', '127.0.0.1']) {
    await page.goto(elsewhere(name, port))
    for (const path of ['/', '/login', '/cart', '/account', '/preferences', '/checkout', '/admin', '/nowhere']) {
      t.ok(await isKeptOut(page, 'iframe', shop.origin + path), `${path} in a frame at ${name}`)
    }
    for (const tag of ['object', 'embed'] as const) t.ok(await isKeptOut(page, tag, `${shop.origin}/account`), `in an ${tag} at ${name}`)
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate(url => { Object.assign(window, { popup: open(url) }) }, `${shop.origin}/account`)])
    await popup.waitForLoadState()
    t.match(await popup.title(), /account/i, 'a window of its own is a window')
    t.ok(await page.evaluate(() => (window as unknown as { popup: Window }).popup.closed), 'which its opener cannot reach')
    t.ok(await popup.evaluate(() => opener === null))
    await popup.close()
  }
  forgetElsewhere(shop.complaints)
})

/** From each of these pages, two forms in every way there is (and all in one), on a customer who is logged in and on somebody who has never been here. */
async function attack (t: Test, shop: BrowserShop, origin: string, pages: string[]): Promise<void> {
  const [ann, mallory] = [await shop.customer('Ann Archer'), await shop.customer('Mallory')]
  const forms: Form[] = [
    ['/login', { email: mallory.email, password: mallory.password }], ['/cart/items', { sku: MUG, quantity: '3' }], [`/cart/items/${MUG}/remove`, {}], ['/logout', {}],
    ['/preferences', { theme: 'dark', currency: 'USD' }], ['/account', { name: 'Mallory' }], ['/account/devices/end-others', {}]
  ]
  const [hers, theirs] = [await shop.page(), await shop.page()]
  await signIn(hers, origin, ann)
  await hers.goto(`${origin}/products/dipped-mug?sku=${MUG}`)
  await new Shopper(hers).add(1)
  await theirs.goto(origin)
  for (const victim of [hers, theirs]) {
    const before = await stateOf(shop, victim.context())
    for (const from of pages) {
      for (const [at, [path, fields]] of forms.entries()) {
        for (const way of at < 2 && victim === hers ? WAYS : WAYS.slice(0, 1)) {
          await victim.goto(from)
          const status = await postFrom(victim, shop.app, way, origin + path, fields)
          t.ok(status === 403 || (status === 415 && way === 'form of plain text'), `${path} by ${way} from ${from}: ${status}`)
        }
      }
      t.strictSame(await stateOf(shop, victim.context()), before, `nothing has changed by what ${from} sent`)
    }
    await victim.goto(`${origin}/cart`)
    t.equal(await victim.locator(`[data-cart-count="${victim === hers ? 1 : 0}"]`).count(), 1)
    t.equal(await victim.locator('header a[href="/account"]').count(), victim === hers ? 1 : 0)
  }
  forgetElsewhere(shop.complaints)
}

/** The cookies of a browser, and all that the shop has stored. */
async function stateOf ({ db }: BrowserShop, context: BrowserContext): Promise<unknown> {
  return { cookies: (await context.cookies()).map(({ name, value }) => `${name}=${value}`).sort(), stored: await fingerprint(db) }
}

async function signIn (page: Page, origin: string, customer: { email: string, password: string }): Promise<void> {
  await page.goto(origin)
  await new Shopper(page).logIn(customer)
}

/** True when the browser shows its own page of refusal there, and nothing of the address. */
async function isKeptOut (page: Page, tag: 'iframe' | 'object' | 'embed', url: string): Promise<boolean> {
  const answered = page.waitForResponse(url)
  await page.evaluate(({ tag, url }) => {
    const frame = document.createElement(tag)
    frame.setAttribute(tag === 'object' ? 'data' : 'src', url)
    if (tag !== 'iframe') frame.setAttribute('type', 'text/html')
    document.body.replaceChildren(frame)
  }, { tag, url })
  await answered
  await page.waitForTimeout(100)
  const texts = await Promise.all(page.frames().slice(1).map(frame => frame.evaluate(() => `${document.URL} ${document.body?.innerText}`).catch(() => '')))
  return texts.every(text => !text.includes('Pottle') && !text.startsWith(url))
}

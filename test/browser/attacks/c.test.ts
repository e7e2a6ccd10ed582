import { request } from 'node:http'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { employ, step } from '../../admin/shop-with-orders.ts'
import { placeOrder } from '../../helpers/checkout.ts'
import { PASSWORD } from '../../helpers/shop.ts'
import type { Visitor } from '../../helpers/visitor.ts'
import { browserTest, type BrowserShop } from '../browser.ts'
import type { Visit } from '../pages.ts'
import { show } from '../show.ts'
import { collectDialogs, findForged, MARKUP, shows } from './markup.ts'

t.setTimeout(240_000)

/** Of the characters that an e-mail address and a raw path may have. */
const MARKUP_OF_EMAIL = "{{7*7}}'class='forged'onmouseover='alert`1`'x="
const MARKUP_OF_PATH = '/admin/orders/"><script>alert(1)<!--'

browserTest('C1: markup in names, addresses, e-mail, browser and path is text on the pages of the shopper and of the admin', async (t, shop) => {
  const page = await shop.page()
  const dialogs = collectDialogs(page)
  const bossName = `Boss ${MARKUP[0]}`
  const boss = (await employ(shop, bossName, 'admin')).visitor
  for (const at of [0, 3, 6, 8]) {
    const [name = '', line1 = '', line2 = ''] = [...MARKUP, ...MARKUP].slice(at, at + 3)
    const email = `${MARKUP_OF_EMAIL}${at}@example.com`
    const ann = shop.visitor()
    await ann.post('/register', { name, email, password: PASSWORD }, { 'user-agent': Buffer.from(line1).toString('latin1') })
    const number = await placeOrder(ann, { 'TWINE-TIN': 1 }, { email, name, line1, line2, city: line1 })
    t.equal(await askRaw(shop, ann, MARKUP_OF_PATH), 404)
    await step(boss, number, 'paid')

    await look(t, page, { visitor: ann, url: '/' }, name)
    await look(t, page, { visitor: ann, url: '/account' }, name, email)
    await look(t, page, { visitor: ann, url: '/account/email' }, name, email)
    await look(t, page, { visitor: ann, url: '/account/devices' }, name, 'A browser')
    for (const url of [`/account/orders/${number}`, `/orders/${number}`]) await look(t, page, { visitor: ann, url }, name, line1, line2, email)
    await look(t, page, { visitor: boss, url: `/admin/orders/${number}` }, bossName, name, line1, line2, email)
    await look(t, page, { visitor: boss, url: '/admin/orders' }, bossName, name)
    await look(t, page, { visitor: boss, url: '/admin' }, bossName)
    await look(t, page, { visitor: boss, url: '/admin/audit' }, bossName, name, MARKUP_OF_PATH)
  }
  t.strictSame(dialogs, [])
})

browserTest('C1: markup in the names and words of products is text in the shop, in suggestions and messages, and in orders', async (t, shop) => {
  const { rows: goods } = await shop.db.query<{ slug: string, sku: string }>(`
    select slug, min(sku) as sku from product join variant on product = slug join stock using (sku) where available > 5
     group by slug having count(*) = 1 order by slug limit $1
  `, [MARKUP.length])
  for (const [at, { slug }] of goods.entries()) {
    await shop.db.query('update product set name = $2, description = $2, details = $2 where slug = $1', [slug, MARKUP[at]])
    await shop.db.query('update variant set label = $2 where product = $1', [slug, MARKUP[at]])
  }
  await shop.db.query('update category set name = $1 where position = 0', [MARKUP[0]])
  await shop.app.catalog.stop()
  await shop.db.query('update catalog_revision set revision = revision + 1')
  await shop.app.catalog.refresh()

  const page = await shop.page()
  const dialogs = collectDialogs(page)
  for (const [at, { slug, sku }] of goods.entries()) {
    const text = String(MARKUP[at])
    await page.goto(`/products/${slug}?sku=${sku}`)
    await check(t, page, text)
    await page.locator('main form[action="/cart/items"]:has(input[name=sku]) button').click()
    await page.locator('.toast').waitFor()
    await check(t, page, text)
  }
  await page.goto('/cart')
  await check(t, page, ...MARKUP)
  await page.locator(`[data-line="${goods[0]?.sku}"] form[action$="/remove"] button`).click()
  await page.locator('.toast').waitFor()
  await check(t, page, MARKUP[0])
  await page.locator('.toast button', { hasText: 'Undo' }).click()
  await page.locator(`[data-cart-count="${goods.length}"]`).waitFor()
  await page.locator('[data-suggest]').fill('forged')
  await page.locator('#suggestions').waitFor()
  await check(t, page, MARKUP[0])
  for (const url of ['/', '/products']) {
    await page.goto(url)
    await check(t, page, MARKUP[0])
  }
  const { visitor: buyer } = await shop.customer()
  const number = await placeOrder(buyer, Object.fromEntries(goods.map(({ sku }) => [sku, 1])))
  const boss = (await employ(shop, 'Robin Keeper', 'admin')).visitor
  await look(t, page, { visitor: buyer, url: `/orders/${number}` }, ...MARKUP)
  await look(t, page, { visitor: boss, url: `/admin/orders/${number}` }, ...MARKUP)
  t.strictSame(dialogs, [])
})

browserTest('C2: markup in an address, a search or a form with mistakes comes back as text', async (t, shop) => {
  const page = await shop.page()
  const dialogs = collectDialogs(page)
  const boss = (await employ(shop, 'Robin Keeper', 'admin')).visitor
  const buyer = shop.visitor()
  await buyer.post('/cart/items', { sku: 'TWINE-TIN' })
  for (const text of MARKUP) {
    const inUrl = encodeURIComponent(text)
    await look(t, page, { visitor: boss, url: `/admin/orders?q=${inUrl}` }, text)
    await look(t, page, { visitor: boss, url: `/admin/orders?from=${encodeURIComponent(text.slice(0, 40))}` }, text.slice(0, 40))
    await look(t, page, { visitor: buyer, url: `/products?q=${inUrl}` }, text)
    await look(t, page, { visitor: buyer, url: `/search/suggest?q=${inUrl}` }, text)
    const others = [`/${inUrl}`, `/#${inUrl}`, `/products?category=${inUrl}`, `/login?next=/${inUrl}`, `/reset-password?token=${inUrl}`, `/orders/P-1?key=${inUrl}`]
    for (const url of text.includes('forged') ? others : []) await look(t, page, { visitor: buyer, url })
    await page.goto('/')
    await page.locator('[data-suggest]').fill(text)
    await page.waitForTimeout(300)
    await check(t, page, text)
  }

  // Typed and sent by the browser, with the scripts of the shop at work: each text in some field of each form.
  const forms: Array<[string, string[]]> = [['/login', ['email']], ['/register', ['name', 'email']], ['/checkout', ['line1', 'postcode', 'phone', 'email', 'city']]]
  for (const [url, fields] of forms) {
    for (let at = 0; at < MARKUP.length; at += fields.length) {
      const texts = MARKUP.slice(at, at + fields.length)
      await page.goto(url)
      await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true })
      for (const [place, text] of texts.entries()) await page.locator(`main [name=${fields[place]}]`).fill(text)
      const answered = page.waitForResponse(response => response.request().method() === 'POST')
      await page.locator(`main [name=${fields[0]}]`).press('Enter')
      t.equal((await answered).status(), 422, `${url} ${texts.join(' ')}`)
      await page.locator('.error-summary').waitFor()
      await check(t, page, ...texts)
    }
  }
  t.strictSame(dialogs, [])
})

/** Opens a page, which shows these texts as they were typed, and nothing made of them. */
async function look (t: Test, page: Page, visit: Visit, ...texts: string[]): Promise<void> {
  await show(page, visit)
  await check(t, page, ...texts)
}

async function check (t: Test, page: Page, ...texts: string[]): Promise<void> {
  for (const text of texts) if (!await shows(page, text)) t.fail(`${page.url()} does not show ${text}`)
  const forged = await findForged(page)
  if (forged.length > 0) t.fail(`${page.url()} has ${forged.join(' ')}`)
}

/** The status of a page whose address no browser would send as it is. */
async function askRaw ({ origin }: BrowserShop, { cookieHeader }: Visitor, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(origin, { path, headers: { cookie: cookieHeader } }, answer => resolve(answer.resume().statusCode ?? 0)).on('error', reject).end()
  })
}

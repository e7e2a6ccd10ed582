import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Page } from 'playwright-core'
import t from 'tap'
import { browserTest } from '../browser.ts'
import { countLoads, focused, MUG, untilBasketHolds } from './watch.ts'

t.setTimeout(180_000)
const ADD = 'main form[action="/cart/items"]:has(input[name=sku]) button'

browserTest('a fetch that fails falls back to the form itself, with the button that was pressed', async (t, shop) => {
  const page = await shop.page()
  await page.goto('/')
  const loads = countLoads(page)
  await page.route('**/cart/items', route => route.request().resourceType() === 'fetch' ? route.abort() : route.continue())
  const button = page.locator('.shelf button[name=sku]').nth(2)
  const sku = await button.getAttribute('value') ?? ''
  await untilLoaded(page, button.click())
  await untilBasketHolds(page, 1)
  t.equal(loads(), 1)
  t.equal(await page.locator('[data-flash]').count(), 1)
  await page.goto('/cart')
  t.equal(await page.locator(`[data-line="${sku}"]`).count(), 1)

  await page.route(`**/cart/items/${sku}`, route => route.request().resourceType() === 'fetch' ? route.fulfill({ contentType: 'text/plain', body: 'no page' }) : route.continue())
  await page.locator('button[name=step][value="1"]').click()
  await untilBasketHolds(page, 2)
  t.equal(await page.locator('[data-line] [name=quantity]').inputValue(), '2')
  clearNetwork(shop.complaints)
})

browserTest('a link and a filter that fail go there', async (t, shop) => {
  const page = await shop.page()
  await page.goto('/products?category=table&in_stock=1')
  await page.route('**/products?**', route => route.request().resourceType() === 'fetch' ? route.abort() : route.continue())
  await untilLoaded(page, page.locator('a.chip[data-enhance]').first().click())
  await page.locator('select[name=category]').selectOption('linen')
  await page.waitForURL(/category=linen/)
  t.match(await page.locator('main h1').innerText(), /Linen/)
  clearNetwork(shop.complaints)
})

browserTest('what was done is not done twice when its page does not come', async (t, shop) => {
  const page = await shop.page()
  await page.goto(`/products/dipped-mug?sku=${MUG}`)
  await page.evaluate(() => { Response.prototype.text = async () => { throw new TypeError('cut') } })
  await untilLoaded(page, page.locator(ADD).click())
  await untilBasketHolds(page, 1)
  t.match(page.url(), /dipped-mug/)
})

browserTest('what was done is not done twice when the page it leads to fails with plain text', async (t, shop) => {
  const page = await shop.page()
  await page.goto(`/products/dipped-mug?sku=${MUG}`)
  const loads = countLoads(page)
  const [handle] = shop.app.server.listeners('request')
  let failures = 0
  shop.app.server.removeAllListeners('request')
  shop.app.server.on('request', (request: IncomingMessage, reply: ServerResponse) => {
    const isFetched = request.headers['sec-fetch-dest'] === 'empty' && request.url?.startsWith('/products/')
    if (isFetched) failures += 1
    if (isFetched) reply.writeHead(500, { 'content-type': 'text/plain' }).end('broken')
    else handle?.call(shop.app.server, request, reply)
  })
  await untilLoaded(page, page.locator(ADD).click())
  await untilBasketHolds(page, 1)
  t.equal(failures, 1)
  t.equal(loads(), 1)
  shop.complaints.splice(0, shop.complaints.length, ...shop.complaints.filter(text => !text.includes('500')))
})

browserTest('an answer that does not come in time: the form is sent by the browser', async (t, shop) => {
  const page = await shop.page()
  await page.goto(`/products/dipped-mug?sku=${MUG}`)
  await page.evaluate(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    AbortSignal.timeout = ms => timeout(ms > 8000 ? 300 : 0) // later than the queue is given up
  })
  await page.route('**/cart/items', route => { if (route.request().resourceType() !== 'fetch') return route.continue() })
  await untilLoaded(page, page.locator(ADD).click())
  await untilBasketHolds(page, 1)
  t.match(page.url(), /dipped-mug/)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

browserTest('a failure of the shop is a page with words, from which Back leads to the page before', async (t, shop) => {
  const page = await shop.page()
  await page.goto(`/products/dipped-mug?sku=${MUG}`)
  await page.locator(ADD).click()
  await untilBasketHolds(page, 1)
  const loads = countLoads(page)

  const blocker = await shop.db.connect()
  await blocker.query('begin')
  await blocker.query('lock table session in access exclusive mode')
  await page.waitForTimeout(300) // no double click
  await page.locator(ADD).click()
  await page.locator('main h1', { hasText: 'back in a moment' }).waitFor()
  t.match(await focused(page), /back in a moment/)
  await blocker.query('rollback')
  blocker.release()

  await page.goBack()
  await page.locator('main h1', { hasText: 'Dipped mug' }).waitFor()
  await untilBasketHolds(page, 1)
  t.equal(loads(), 0)
  await page.locator(ADD).click()
  await untilBasketHolds(page, 2)
})

browserTest('who was logged out elsewhere adds as a new visitor, with one thing in the basket', async (t, shop) => {
  const ann = await shop.customer()
  const page = await shop.page()
  await page.goto('/login')
  await page.locator('main [name=email]').fill(ann.email)
  await page.locator('main [name=password]').fill(ann.password)
  await page.locator('main [name=password]').press('Enter')
  await page.waitForURL('**/account')
  await page.goto(`/products/dipped-mug?sku=${MUG}`)
  await ann.visitor.post('/account/devices/end-others')
  await page.locator(ADD).click()
  await untilBasketHolds(page, 1)
  t.equal(await page.locator('header a[href^="/login"]').count(), 1, 'logged out')
})

/** What was cut on purpose is told by the browser. */
function clearNetwork (complaints: string[]): void {
  const others = complaints.filter(text => !text.includes('net::ERR_FAILED'))
  complaints.splice(0, complaints.length, ...others)
}

/** Resolves when what `act` leads to is loaded, which may be before `act` itself resolves. */
async function untilLoaded (page: Page, act: Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act])
}

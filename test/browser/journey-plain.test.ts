import t from 'tap'
import { browserTest } from './browser.ts'
import { travel } from './journey.ts'

t.setTimeout(180_000)

browserTest('the whole journey without JavaScript, on a phone', async (t, shop) => {
  const page = await shop.page({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  const { end } = await travel(t, shop, page)
  t.match(end, { order: { status: 'packed', payment: 'invoice', postcode: 'T12 AB34' }, counts: { orders: 1, events: 2 } })
  t.same((end as { lines: unknown[] }).lines.length, 2)
})

import t from 'tap'
import { browserTest } from './browser.ts'
import { travel, type Journey } from './journey.ts'

t.setTimeout(180_000)
const PHONE = { viewport: { width: 390, height: 844 } }

let plain: Journey | undefined

browserTest('the journey without JavaScript, to compare with', async (t, shop) => {
  plain = await travel(t, shop, await shop.page({ ...PHONE, javaScriptEnabled: false }))
})

browserTest('with JavaScript the same journey ends the same, with fewer loads', async (t, shop) => {
  const { end, loads } = await travel(t, shop, await shop.page(PHONE))
  t.strictSame(end, plain?.end, 'the same end')
  for (const name of ['filter', 'add', 'one more', 'type a quantity', 'type 0', 'undo', 'theme']) {
    t.equal(loads[name], 0, `${name}: no full load`)
  }
  for (const [name, count] of Object.entries(loads)) {
    t.ok(count <= (plain?.loads[name] ?? 0), `${name}: ${count} full loads, ${plain?.loads[name]} without JavaScript`)
  }
})

import t from 'tap'
import { employ } from '../admin/shop-with-orders.ts'
import { browserTest } from './browser.ts'

t.setTimeout(90_000)

browserTest('the admin on a phone: the open page is seen in the row of pages, and cells begin and end at one edge', async (t, shop) => {
  const boss = await employ(shop, 'Robin Keeper', 'admin')
  const page = await shop.page({ viewport: { width: 390, height: 844 } })
  await page.context().addCookies(Object.entries(boss.visitor.cookies).map(([name, value]) => ({ name, value, url: shop.origin })))

  for (const path of ['/admin', '/admin/products', '/admin/audit']) {
    await page.goto(path)
    const [row, open] = await Promise.all(['ul', '[aria-current]'].map(async each => page.locator(`.admin__side ${each}`).boundingBox()))
    t.ok(row && open && open.x >= row.x && open.x + open.width <= row.x + row.width - 20, `${path}: clear of the end of the row, which fades`)
  }

  // The row is scrolled by hand: a browser that begins at the open page by itself is made to begin at the first one.
  await page.addInitScript(() => { CSS.supports = () => false })
  await page.route('**/admin.css*', async route => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('scroll-initial-target', 'unknown') })
  })
  await page.goto('/admin/audit')
  await page.waitForFunction(() => (document.querySelector('.admin__side ul')?.scrollLeft ?? 0) > 100)
  t.pass('where CSS cannot say it, the script does it')
  await page.unrouteAll()

  await page.goto('/admin/staff')
  const edges = await page.locator('main tbody tr > *').evaluateAll(cells => cells.map(cell => `${getComputedStyle(cell).paddingInlineStart} ${getComputedStyle(cell).paddingInlineEnd}`))
  t.ok(edges.length > 3)
  t.equal(new Set(edges).size, 1, edges.join(', '))
})

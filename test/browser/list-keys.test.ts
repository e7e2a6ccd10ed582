import t from 'tap'
import { seedReviews } from '../../src/seed/seed.ts'
import { makeOrder, employ } from '../admin/shop-with-orders.ts'
import { browserTest } from './browser.ts'

t.setTimeout(90_000)

browserTest('the lists of the admin are worked by keys', async (t, shop) => {
  const boss = await employ(shop, 'Robin Keeper', 'admin')
  for (const day of [1, 2, 3]) await makeOrder(shop.db, { number: `P-0000000${day}`, placedAt: `2026-03-0${day}T12:00:00Z` })
  await seedReviews(shop.db)
  const page = await shop.page()
  await page.context().addCookies(Object.entries(boss.visitor.cookies).map(([name, value]) => ({ name, value, url: shop.origin })))
  await page.goto('/admin/orders')
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-order-row') ?? document.activeElement?.id ?? '')
  const press = async (...keys: string[]): Promise<string> => {
    for (const key of keys) await page.keyboard.press(key)
    return focused()
  }

  t.equal(await press('j'), 'P-00000003', 'j goes to the first row')
  t.equal(await press('j', 'ArrowDown', 'j'), 'P-00000001', 'and on, to the last and no further')
  t.equal(await press('k', 'ArrowUp'), 'P-00000003')
  t.equal(await press('Control+j', 'Alt+k'), 'P-00000003', 'not with another key')
  const box = page.getByRole('checkbox', { name: 'Select P-00000003' })
  await press('x')
  t.ok(await box.isChecked(), 'x ticks')
  await press('x')
  t.notOk(await box.isChecked(), 'and takes it back')

  t.equal(await press('/'), 'q', '/ goes to the search')
  await page.keyboard.type('jkx?/')
  t.equal(await page.locator('#q').inputValue(), 'jkx?/', 'where keys are letters again')
  t.equal(await page.locator('#keys').isVisible(), false)

  await page.locator('h1').click()
  await press('?')
  t.ok(await page.getByRole('dialog', { name: 'Keys' }).isVisible(), '? shows them')
  await press('j')
  await press('Escape')
  t.notOk(await page.locator('#keys').isVisible())

  await press('j', 'j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/admin\/orders\/P-00000002$/)

  await boss.visitor.post('/admin/orders/views', { name: 'To pack', list: 'status=placed' }) // an entry of the audit log
  const isInRow = (): Promise<boolean> => page.evaluate(() => document.activeElement?.matches('[data-row] a') ?? false)
  for (const [list, hasSearch] of [['products', true], ['stock', true], ['customers', true], ['coupons', true], ['audit', true], ['reviews', false], ['staff', false]] as const) {
    await page.goto(`/admin/${list}`)
    await page.keyboard.press('j')
    t.ok(await isInRow(), `j in ${list}`)
    if (hasSearch) t.equal(await press('/'), 'q', `/ in ${list}`)
  }
  await page.goto('/admin/reviews')
  await press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/admin\/reviews\/[0-9a-f-]{36}$/)
})

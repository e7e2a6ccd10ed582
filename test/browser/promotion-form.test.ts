import t from 'tap'
import { employ } from '../admin/shop-with-orders.ts'
import { browserTest } from './browser.ts'

t.setTimeout(90_000)

browserTest('the form of a promotion shows what its kind takes, without JavaScript, and what is away counts for nothing', async (t, shop) => {
  const boss = await employ(shop, 'Robin Keeper', 'admin')
  const page = await shop.page({ javaScriptEnabled: false })
  await page.context().addCookies(Object.entries(boss.visitor.cookies).map(([name, value]) => ({ name, value, url: shop.origin })))
  await page.goto('/admin/coupons/new')
  const shown = async (): Promise<string[]> => {
    const fields = ['percent', 'amount_EUR', 'buy', 'get', 'category']
    const visible = await Promise.all(fields.map(async name => page.locator(`#${name}`).isVisible()))
    return fields.filter((_, at) => visible[at])
  }
  const choose = (kind: string): Promise<void> => page.locator('.choice', { hasText: kind }).click()

  t.strictSame(await shown(), ['percent', 'category'])
  await page.getByLabel('Percent', { exact: true }).fill('much')
  await choose('An amount off')
  t.strictSame(await shown(), ['amount_EUR', 'category'])
  await choose('Buy some, get some free')
  t.strictSame(await shown(), ['buy', 'get', 'category'])
  await choose('Free delivery')
  t.strictSame(await shown(), ['category'])

  await page.locator('#name').fill('Winter')
  await page.getByRole('button', { name: 'Add the promotion' }).click()
  await page.waitForURL(/\/admin\/coupons\/[0-9a-f-]{36}$/)
  t.strictSame((await shop.db.query("select kind, percent from promotion where name = 'Winter'")).rows, [{ kind: 'free-delivery', percent: null }])
  t.strictSame(await shown(), ['category'])
})

import t from 'tap'
import { browserTest } from '../browser.ts'
import { countLoads, focused, MUG, slowDown, untilBasketHolds, untilTold } from './watch.ts'

t.setTimeout(180_000)
const SLOW_MS = 400

browserTest('an add from the shelf keeps the place, the focus and what is typed, and is told once', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/')
  const loads = countLoads(page)
  const button = page.locator('.shelf button[name=sku]').nth(5)
  await button.scrollIntoViewIfNeeded()
  await page.locator('#search').fill('a jug, perhaps')
  const before = await focusOf(page, button)
  await button.press('Enter')
  await untilBasketHolds(page, 1)
  t.equal(await focused(page), before, 'the focus is on the button')
  t.equal(await page.locator('#search').inputValue(), 'a jug, perhaps')
  await untilTold(page, /in your basket/)
  t.ok(await page.evaluate(() => scrollY > 0), 'where the shopper was')
  t.equal(loads(), 0, 'no load')

  await page.locator('.shelf button[name=sku]').nth(4).click()
  await untilBasketHolds(page, 2)
  t.equal(await page.locator('[data-flash]').count(), 1, 'the message before has gone')
  await page.reload()
  t.equal(await page.locator('[data-flash]').count(), 0, 'and none is shown twice')
})

browserTest('two things added at once are both added, and who leaves at once finds them', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/')
  await slowDown(page, SLOW_MS)
  const buttons = page.locator('.shelf button[name=sku]')
  await buttons.nth(0).click()
  await buttons.nth(1).click()
  t.equal(await buttons.nth(1).getAttribute('aria-busy'), 'true', 'busy')
  t.equal(await buttons.nth(1).isEnabled(), true, 'and not disabled')
  await page.locator('header a[href="/cart"]').click()
  await page.waitForURL('**/cart')
  t.equal(await page.locator('[data-line]').count(), 2)
})

browserTest('every press of + counts, however quick', async (t, { page: open }) => {
  const page = await open()
  await page.goto(`/products/dipped-mug?sku=${MUG}`)
  await page.locator('main form[action="/cart/items"]:has(input[name=sku]) button').click()
  await untilBasketHolds(page, 1)
  await page.goto('/cart')
  const loads = countLoads(page)
  const sent = await slowDown(page, SLOW_MS)
  const more = page.locator(`[data-line="${MUG}"] button[name=step][value="1"]`)
  await more.click({ clickCount: 3, delay: 20 })
  await untilBasketHolds(page, 4)
  t.equal(sent(), 3)
  t.equal(await focused(page), `${MUG} step=1`)
  t.equal(await page.locator(`[data-line="${MUG}"] [name=quantity]`).inputValue(), '4')
  t.equal(loads(), 0)
})

browserTest('a typed quantity is sent by itself, and what is typed meanwhile stays', async (t, { page: open }) => {
  const page = await open()
  await page.goto(`/products/dipped-mug?sku=${MUG}`)
  await page.locator('main form[action="/cart/items"]:has(input[name=sku]) button').click()
  await untilBasketHolds(page, 1)
  await page.goto('/cart')
  t.equal(await page.locator('[data-apply]').first().isVisible(), false, 'nobody needs the button')
  const field = page.locator(`[data-line="${MUG}"] [name=quantity]`)

  const sent = await slowDown(page, SLOW_MS)
  await field.fill('1')
  while (sent() < 1) await page.waitForTimeout(20) // 1 is on its way
  await field.press('End')
  await field.pressSequentially('2')
  await untilBasketHolds(page, 12)
  t.equal(await field.inputValue(), '12')
  t.equal(sent(), 2)
  await field.press('Backspace')
  await untilBasketHolds(page, 1)
  await field.press('7')
  t.equal(await field.inputValue(), '17', 'the caret is where it was')

  await field.fill('3')
  await field.press('Enter')
  await untilBasketHolds(page, 3)
  t.equal(await focused(page), `${MUG} quantity=3`)
  t.equal(await page.locator('[data-apply]').first().isVisible(), false)

  await field.fill('5')
  await page.locator('header a.logo').click()
  await page.waitForURL('**/')
  await untilBasketHolds(page, 5)
})

browserTest('the focus goes to Undo where a line is gone, and then to the line that is back', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/')
  await page.locator('.shelf button[name=sku]').nth(0).click()
  await untilBasketHolds(page, 1)
  await page.goto('/cart')
  const sku = await page.locator('[data-line]').getAttribute('data-line')
  await page.locator('[data-line] form[action$="/remove"] button').focus()
  await page.keyboard.press('Enter')
  await untilBasketHolds(page, 0)
  t.equal(await focused(page), 'Undo')
  await untilTold(page, /^Removed: /)
  await page.keyboard.press('Enter')
  await untilBasketHolds(page, 1)
  t.equal((await focused(page)).split(' ')[0], sku)
})

browserTest('a heading with the focus keeps it through the next answer', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/')
  await page.locator('.shelf button[name=sku]').nth(0).click()
  await untilBasketHolds(page, 1)
  await page.goto('/cart')
  await page.locator('h1').evaluate((heading: HTMLElement) => {
    heading.tabIndex = -1
    heading.focus()
  })
  await page.locator('button[name=step][value="1"]').evaluate((button: HTMLElement) => { button.click() })
  await untilBasketHolds(page, 2)
  t.equal(await focused(page), 'Your basket')
})

browserTest('the theme changes without a load', async (t, { page: open }) => {
  const page = await open({ colorScheme: 'light' })
  await page.goto('/products?category=table')
  const loads = countLoads(page)
  const history = await page.evaluate(() => window.history.length)
  await page.locator('button[name=theme][value=dark]').click()
  await page.locator('html[data-theme=dark]').waitFor()
  t.equal(loads(), 0)
  t.equal(await page.evaluate(() => window.history.length), history, 'and without a step for Back')
  t.match(page.url(), /\/products\?category=table$/)
})

async function focusOf (page: Parameters<typeof focused>[0], target: { focus (): Promise<void> }): Promise<string> {
  await target.focus()
  return focused(page)
}

import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { browserTest } from '../browser.ts'
import { askAxe, bringAxe, findOverflow } from '../rules.ts'
import { countLoads, focused, MUG, untilBasketHolds, untilTold } from './watch.ts'

t.setTimeout(180_000)
const PHONE = { viewport: { width: 390, height: 844 } }
const GOODS = [MUG, 'PLATE-SIDE', 'VASE-MOSS', 'TWINE-TIN']

for (const options of [{}, PHONE]) {
  browserTest(`what was added is said in sight, and nothing moves, ${options === PHONE ? 'phone' : 'desktop'}`, async (t, { page: open }) => {
    const page = await open(options)
    await page.goto('/products')
    const button = page.locator('.shelf button[name=sku]').nth(6)
    await button.scrollIntoViewIfNeeded()
    const before = await topOf(button)
    await button.click()
    await page.locator('.toast [data-flash=success]').waitFor()
    t.equal(await topOf(button), before, 'the button is under the pointer')
    t.ok(await isInSight(page.locator('.toast')))
    t.notOk(await areOver(button, page.locator('.toast')), 'nor covered')

    await page.keyboard.press('Tab')
    t.equal(await focused(page), 'View basket', 'Tab leads from the button to the message')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    t.equal(await focused(page), 'Close')
    await page.keyboard.press('Enter')
    t.equal(await page.locator('[data-flash]').count(), 0)
    t.ok(await button.evaluate(element => element === document.activeElement), 'and back')
    t.equal(await topOf(button), before)
  })
}

browserTest('a message that the page came with leaves, and nothing moves', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/products')
  for (const scrolled of [0, 400]) {
    await fill(page, [MUG])
    await page.goto('/products')
    t.equal(await page.locator('main > [data-flash]').count(), 1)
    await page.evaluate(y => { scrollTo(0, y) }, scrolled)
    const button = page.locator('.shelf button[name=sku]').nth(1)
    for (let times = 0; times < 2; times++) {
      await page.waitForTimeout(300) // no double click
      const before = await topOf(button)
      const messages = await page.locator('[data-flash]').elementHandles()
      await button.evaluate((element: HTMLElement) => { element.click() }) // without the scrolling of a real one
      await messages[0]?.waitForElementState('hidden')
      await page.locator('.toast').waitFor()
      t.ok(Math.abs(await topOf(button) - before) < 1, `scrolled by ${scrolled}: ${before}, then ${await topOf(button)}`)
    }
  }
})

browserTest('the message is beside what was used and above the way to checkout', async (t, { page: open }) => {
  const page = await open(PHONE)
  await page.goto('/')
  await fill(page, GOODS)
  await page.goto('/cart')
  await fill(page, [MUG]) // a message is left by another tab
  const more = page.locator('[data-line] button[name=step][value="1"]')
  await more.nth(1).click()
  await page.locator('.toast').waitFor()
  t.notOk(await areOver(page.locator('.paybar'), page.locator('.toast')))

  await page.evaluate(() => { scrollTo(0, 0) })
  await fill(page, [MUG])
  // The next one is where the message would be.
  await more.nth(2).evaluate(element => { scrollTo(0, scrollY + element.getBoundingClientRect().top - innerHeight + 170) })
  await more.nth(2).evaluate((element: HTMLElement) => { element.focus({ preventScroll: true }); element.click() })
  await page.locator('.toast--top').waitFor()
  t.ok(await isInSight(page.locator('.toast')))
  t.notOk(await areOver(more.nth(2), page.locator('.toast')))
})

browserTest('a line that is taken out leaves the view as it is, and comes back with the focus', async (t, { page: open }) => {
  const page = await open(PHONE)
  await page.goto('/')
  await fill(page, GOODS)
  await page.goto('/cart')
  await page.reload() // without the messages of what was put in
  const loads = countLoads(page)
  const remove = page.locator('[data-line="VASE-MOSS"] form[action$="/remove"] button')
  await remove.focus()
  const scrolled = await page.evaluate(() => scrollY)
  t.ok(scrolled > 0)
  await page.keyboard.press('Enter')
  await untilBasketHolds(page, 3)
  t.equal(await focused(page), 'Undo')
  t.ok(await isInSight(page.locator('.toast')))
  t.equal(await page.evaluate(() => scrollY), scrolled)
  await untilTold(page, /^Removed: /)

  await page.keyboard.press('Enter')
  await untilBasketHolds(page, 4)
  t.match(await focused(page), /^VASE-MOSS /)
  t.ok(await isInSight(page.locator('[data-line="VASE-MOSS"] h2')))
  await untilTold(page, /^Undone: /)

  await page.locator('[data-line="VASE-MOSS"] form[action$="/remove"] button').click()
  await untilTold(page, /^Removed: /) // the message of before has the same button
  await page.locator('.toast').getByRole('button', { name: 'Close' }).click()
  t.match(await focused(page), /^TWINE-TIN /, 'the line after it')
  t.equal(loads(), 0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  browserTest(`axe finds nothing while a message lies over the page, ${colorScheme}`, async (t, { page: open }) => {
    const page = await open({ colorScheme, reducedMotion: 'reduce' })
    await page.goto('/')
    await bringAxe(page)
    await page.locator('.shelf button[name=sku]').first().click()
    await page.locator('.toast').waitFor()
    for (const width of [1360, 390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      t.strictSame([...await askAxe(page), ...await findOverflow(page)], [], `${width} px`)
    }
  })
}

/** From another tab, so that their messages wait for the next page. */
async function fill (page: Page, skus: string[]): Promise<void> {
  for (const sku of skus) await page.request.post('/cart/items', { form: { sku }, maxRedirects: 0, headers: { 'sec-fetch-site': 'same-origin' } })
}

async function topOf (target: Locator): Promise<number> {
  return target.evaluate(element => element.getBoundingClientRect().top)
}

async function isInSight (target: Locator): Promise<boolean> {
  return target.evaluate(element => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })
}

async function areOver (one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()]
  if (!a || !b) throw new Error('one of them is not there')
  return a.y < b.y + b.height && b.y < a.y + a.height
}

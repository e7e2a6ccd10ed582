import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { browserTest } from '../browser.ts'
import { askAxe, bringAxe, findOverflow } from '../rules.ts'
import { untilTold } from './watch.ts'

t.setTimeout(180_000)

browserTest('suggestions by keyboard', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/')
  const field = page.getByRole('combobox', { name: 'Search the shop' })
  t.equal(await field.getAttribute('aria-expanded'), 'false')
  await field.pressSequentially('m')
  await page.waitForTimeout(300)
  t.equal(await options(page).count(), 0, 'nothing for one letter')
  await field.pressSequentially('u')
  await options(page).first().waitFor()
  t.equal(await field.getAttribute('aria-expanded'), 'true')
  t.equal(await page.locator(`#${await field.getAttribute('aria-controls')}`).getAttribute('role'), 'listbox')
  t.strictSame((await options(page).allInnerTexts()).map(text => text.split('\n')[0]), ['Dipped mug', 'Mushroom lamp', 'Search for “mu”'])
  t.equal(await page.locator('[role=option] a').count(), 0, 'an option holds no link')
  await untilTold(page, /^3 suggestions$/)

  t.equal(await activeText(page), undefined, 'none is chosen')
  await field.press('ArrowDown')
  t.match(await activeText(page), /Dipped mug/)
  await field.press('ArrowUp')
  t.match(await activeText(page), /Search for/, 'around')
  await field.press('ArrowDown')
  await field.press('ArrowDown')
  t.match(await activeText(page), /Mushroom lamp/)
  await field.press('Home')
  t.equal(await activeText(page), undefined, 'back in the text')
  t.equal(await field.evaluate((input: HTMLInputElement) => input.selectionStart), 0)

  await field.press('Escape')
  t.equal(await options(page).count(), 0)
  t.equal(await field.inputValue(), 'mu', 'the words stay')
  await field.press('ArrowDown')
  await options(page).first().waitFor()
  await field.press('Tab')
  t.equal(await options(page).count(), 0)
  t.equal(await field.getAttribute('aria-controls'), null)

  await field.focus()
  await field.press('ArrowDown')
  await options(page).first().waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  await page.waitForURL('**/products/dipped-mug')
})

browserTest('Enter without a choice searches, and the pointer chooses', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/')
  const field = page.locator('#search')
  await field.pressSequentially('mu')
  await options(page).first().waitFor()
  await field.press('Enter')
  await page.waitForURL('**/products?q=mu')

  await field.fill('mush')
  await options(page).filter({ hasText: 'Mushroom lamp' }).hover()
  t.match(await activeText(page), /Mushroom lamp/)
  await options(page).filter({ hasText: 'Mushroom lamp' }).click()
  await page.waitForURL('**/products/mushroom-lamp')
})

browserTest('an older answer never takes the place of a newer one, and a failure is quiet', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/')
  await page.route('**/search/suggest?q=mu', async route => {
    await new Promise(resolve => { setTimeout(resolve, 900) })
    await route.continue().catch(() => {})
  })
  const field = page.locator('#search')
  await field.fill('mu')
  await page.waitForTimeout(300)
  await field.fill('vase')
  await options(page).filter({ hasText: 'vase' }).first().waitFor()
  await page.waitForTimeout(1000)
  t.match(await options(page).last().innerText(), /“vase”/)

  await page.route('**/search/suggest?q=lamp', route => route.fulfill({ status: 503, body: 'no' }))
  await field.fill('lamp')
  await page.waitForTimeout(400)
  await field.press('Enter')
  await page.waitForURL('**/products?q=lamp')
})

for (const [how, giveUp] of [
  ['Escape', field => field.press('Escape')],
  ['emptying the field', field => field.fill('')],
  ['searching', field => field.evaluate((input: HTMLInputElement) => {
    input.form?.addEventListener('submit', event => { event.preventDefault() })
  }).then(() => field.press('Enter'))]
] satisfies Array<[string, (field: Locator) => Promise<void>]>) {
  browserTest(`${how} while suggestions are on their way: nothing opens afterwards`, async (t, { page: open }) => {
    const page = await open()
    await page.goto('/')
    // Escape empties the field only in some browsers.
    await page.locator('#search').evaluate((input: HTMLInputElement) => { input.type = 'text' })
    let ask = (): void => {}
    let answer = (): void => {}
    const isAsked = new Promise<void>(resolve => { ask = resolve })
    const isAnswered = new Promise<void>(resolve => { answer = resolve })
    await page.route('**/search/suggest?q=mu', async route => {
      ask()
      await isAnswered
      await route.continue().catch(() => {})
    })
    const isOver = Promise.race([page.waitForEvent('requestfailed'), page.waitForResponse('**/search/suggest?q=mu')])
    const field = page.locator('#search')
    await field.pressSequentially('mu')
    await isAsked
    await giveUp(field)
    answer()
    await isOver
    await page.waitForTimeout(200) // for a list that should not come
    t.equal(await options(page).count(), 0)
    t.equal(await field.getAttribute('aria-expanded'), 'false')
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  browserTest(`axe finds nothing while the list is open, ${colorScheme}`, async (t, { page: open }) => {
    const page = await open({ colorScheme, reducedMotion: 'reduce' })
    await page.goto('/')
    await bringAxe(page)
    await page.locator('#search').fill('be')
    await options(page).first().waitFor()
    await page.locator('#search').press('ArrowDown')
    for (const width of [1360, 390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      t.strictSame([...await askAxe(page), ...await findOverflow(page)], [], `${width} px`)
    }
  })
}

function options (page: Page): Locator {
  return page.locator('[role=option]') // not those of a select
}

/** What aria-activedescendant points at, if it is the one that is marked. */
async function activeText (page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const id = document.querySelector('#search')?.getAttribute('aria-activedescendant')
    const marked = [...document.querySelectorAll('[role=option][aria-selected=true]')]
    if (marked.length !== (id ? 1 : 0) || (id && marked[0]?.id !== id)) throw new Error(`${id} is not what is marked`)
    return marked[0]?.textContent ?? undefined
  })
}

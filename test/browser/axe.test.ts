import t, { type Test } from 'tap'
import type { Page } from 'playwright-core'
import { browserTest, type BrowserShop } from './browser.ts'
import { PAGES, type PageType, type Theme } from './pages.ts'
import { askAxe, bringAxe, findLowButtons, findOverflow } from './rules.ts'
import { setScene, type Scene } from './scene.ts'
import { show } from './show.ts'

const WINDOWS = 2
const WIDTHS = [1360, 390, 320]
const SOME = new Set(['home', 'list', 'product', 'basket', 'checkout', 'review', 'login', 'account', 'confirmation', 'admin orders', 'admin order'])
t.setTimeout(600_000)

// The theme is the shopper's own choice, as their cookie has it.
browserTest('every page, light: axe finds nothing, nothing overflows, buttons are high enough', async (t, shop) => {
  await checkAll(t, shop, 'light', WIDTHS, 'light')
})

// What the dark theme changes is colours, on a narrow screen here and on a wide one below.
browserTest('every page, dark', async (t, shop) => {
  await checkAll(t, shop, 'dark', [390], 'light')
})

// The same colours by another way.
browserTest('some pages, in the theme of a device that is dark', async (t, shop) => {
  await checkAll(t, shop, 'auto', [1360], 'dark', PAGES.filter(({ name }) => SOME.has(name)))
})

async function checkAll (t: Test, shop: BrowserShop, theme: Theme, widths: number[], colorScheme: 'light' | 'dark', pages = PAGES): Promise<void> {
  const scene = await setScene(t, shop)
  const left = [...pages]
  await Promise.all(Array.from({ length: WINDOWS }, async () => {
    const page = await shop.page({ colorScheme })
    for (let type = left.shift(); type; type = left.shift()) await check(t, page, type, scene, theme, widths)
  }))
}

/** Loads the page once and looks at it in all widths. */
async function check (t: Test, page: Page, type: PageType, scene: Scene, theme: Theme, widths: number[]): Promise<void> {
  const visit = await type.visit(scene, theme)
  // What fails outside of the shop's own pages knows no preferences, and follows the device.
  const isUnlucky = visit.visitor.app === scene.unlucky.app
  if (isUnlucky) await page.emulateMedia({ colorScheme: theme === 'light' ? 'light' : 'dark' })
  const answer = await show(page, visit)
  t.equal(answer.status(), type.status, `${type.name}: ${type.status}`)
  t.equal(await page.locator('html').getAttribute('data-theme'), isUnlucky ? 'auto' : theme, `${type.name}: ${theme}`)
  await bringAxe(page)
  const problems: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const found = [...await findOverflow(page), ...await findLowButtons(page), ...await askAxe(page)]
    problems.push(...found.map(problem => `${width} px, ${problem}`))
  }
  t.strictSame(problems, [], `${type.name}, ${theme}`)
  if (isUnlucky) await page.emulateMedia({ colorScheme: theme === 'auto' ? 'dark' : 'light' })
}

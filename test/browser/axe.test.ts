import t, { type Test } from 'tap'
import type { Page } from 'playwright-core'
import { browserTest, type BrowserShop } from './browser.ts'
import { PAGES, type PageType, type Theme } from './pages.ts'
import { askAxe, bringAxe, findLowButtons, findOverflow } from './rules.ts'
import { setScene, type Scene } from './scene.ts'
import { show } from './show.ts'

const WINDOWS = 2
const WIDTHS = [1360, 390, 320]
t.setTimeout(600_000)

// The theme is the shopper's own choice, as their cookie has it.
for (const theme of ['light', 'dark'] as const) {
  browserTest(`every page, ${theme}: axe finds nothing, nothing overflows, buttons are high enough`, async (t, shop) => {
    await checkAll(t, shop, theme, WIDTHS, 'light')
  })
}

browserTest('every page, in the theme of a device that is dark', async (t, shop) => {
  await checkAll(t, shop, 'auto', [1360], 'dark')
})

async function checkAll (t: Test, shop: BrowserShop, theme: Theme, widths: number[], colorScheme: 'light' | 'dark'): Promise<void> {
  const scene = await setScene(t, shop)
  const left = [...PAGES]
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

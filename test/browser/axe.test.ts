import t, { type Test } from 'tap'
import type { Page } from 'playwright-core'
import { browserTest } from './browser.ts'
import { PAGES, type PageType, type Theme } from './pages.ts'
import { askAxe, askAxeOfColours, bringAxe, findLowButtons, findOverflow } from './rules.ts'
import { setScene, type Scene } from './scene.ts'
import { lookAtEach, show } from './show.ts'

const SOME = new Set(['home', 'list', 'product', 'basket', 'checkout', 'review', 'login', 'account', 'confirmation', 'admin orders', 'admin order'])
t.setTimeout(600_000)

browserTest('every page: axe finds nothing, nothing overflows, buttons are high enough', async (t, shop) => {
  const scene = await setScene(t, shop)
  await lookAtEach(shop, PAGES, async (page, type) => {
    await open(t, page, type, scene, 'light')
    const problems: string[] = []
    for (const width of [1360, 390, 320]) {
      await page.setViewportSize({ width, height: 900 })
      const found = [...await findOverflow(page), ...await findLowButtons(page), ...width === 390 ? [] : await askAxe(page)]
      problems.push(...found.map(problem => `${width} px, ${problem}`))
    }
    // What the dark theme changes is colours.
    await page.setViewportSize({ width: 390, height: 900 })
    await page.evaluate(() => { document.documentElement.dataset.theme = 'dark' })
    problems.push(...(await askAxeOfColours(page)).map(problem => `dark, ${problem}`))
    t.strictSame(problems, [], type.name)
  }, { reducedMotion: 'reduce' }) // nothing is between two colours
})

// The theme is the shopper's own choice, as their cookie has it, or that of a device.
for (const theme of ['dark', 'auto'] as const) {
  browserTest(`some pages, ${theme === 'dark' ? 'dark' : 'in the theme of a device that is dark'}`, async (t, shop) => {
    const scene = await setScene(t, shop)
    await lookAtEach(shop, PAGES.filter(({ name }) => SOME.has(name)), async (page, type) => {
      await open(t, page, type, scene, theme)
      t.strictSame([...await findOverflow(page), ...await findLowButtons(page), ...await askAxe(page)], [], type.name)
    }, { colorScheme: theme === 'dark' ? 'light' : 'dark' })
  })
}

async function open (t: Test, page: Page, type: PageType, scene: Scene, theme: Theme): Promise<void> {
  const visit = await type.visit(scene, theme)
  const answer = await show(page, visit)
  t.equal(answer.status(), type.status, `${type.name}: ${type.status}`)
  // What fails outside of the shop's own pages knows no preferences, and follows the device.
  const expected = visit.visitor.app === scene.unlucky.app ? 'auto' : theme
  t.equal(await page.locator('html').getAttribute('data-theme'), expected, `${type.name}: ${theme}`)
  await bringAxe(page)
}

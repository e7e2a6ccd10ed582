import type { Page } from 'playwright-core'
import t from 'tap'
import { browserTest } from './browser.ts'
import { findBorderless, findMotion, findUnmarked } from './modes.ts'
import { findClippedText } from './clipped.ts'
import { PAGES } from './pages.ts'
import { findOverflow } from './rules.ts'
import { setScene } from './scene.ts'
import { lookAtEach, show } from './show.ts'

// WCAG 1.4.12. The policy of the pages lets nobody add a style, so it is off here.
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }'
t.setTimeout(600_000)

browserTest('every page, zoomed, with larger and wider text: nothing scrolls sideways or is cut off; in forced colours everything can be told', async (t, shop) => {
  const scene = await setScene(t, shop)
  await lookAtEach(shop, PAGES, async (page, { name, visit }) => {
    const text = await setText(page)
    await show(page, await visit(scene, 'light'))
    const problems: string[] = []
    const look = async (how: string): Promise<void> => { problems.push(...[...await findOverflow(page), ...await findClippedText(page)].map(problem => `${how}: ${problem}`)) }

    // A window of 1280 px has half and a quarter of them when a page is zoomed to 200 % and 400 % (WCAG 1.4.4, 1.4.10).
    for (const [zoom, width] of [['200 %', 640], ['400 %', 320]] as const) {
      await page.setViewportSize({ width, height: 512 })
      await look(zoom)
    }
    await page.setViewportSize({ width: 1280, height: 1024 })
    await page.emulateMedia({ forcedColors: 'active' })
    problems.push(...await findBorderless(page), ...await findUnmarked(page))
    await page.emulateMedia({ forcedColors: 'none' })

    await text.double()
    t.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px', 'the size of the browser counts')
    await look('text twice as large')
    await text.reset()

    await page.setViewportSize({ width: 390, height: 844 })
    await page.addStyleTag({ content: SPACING })
    await look('wider spacing')
    t.strictSame(problems, [], name)
  }, { bypassCSP: true })
})

browserTest('less motion: nothing moves', async (t, shop) => {
  const page = await shop.page({ reducedMotion: 'reduce' })
  const scene = await setScene(t, shop)
  for (const { name, visit } of PAGES.filter(({ name }) => ['home', 'product', 'basket', 'checkout', 'admin orders'].includes(name))) {
    await show(page, await visit(scene, 'light'))
    t.strictSame(await findMotion(page), [], name)
    for (const selector of ['.card', '.button', 'a']) {
      const thing = page.locator(`main ${selector}`).first()
      if (await thing.isVisible()) await thing.hover()
      t.strictSame(await findMotion(page), [], `${name}, pointing at ${selector}`)
    }
  }
})

/** The size of text that is set in the browser, which is not that of the window. */
async function setText (page: Page): Promise<{ double (): Promise<void>, reset (): Promise<void> }> {
  const debug = await page.context().newCDPSession(page)
  return {
    double: async () => { await debug.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } }) },
    reset: async () => {
      await debug.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } })
      await debug.detach()
    }
  }
}

import t, { type Test } from 'tap'
import type { Page } from 'playwright-core'
import { browserTest } from './browser.ts'
import { findClippedText } from './clipped.ts'
import { findBorderless, findMotion, findUnmarked } from './modes.ts'
import { isState, PAGES, type PageType, type Theme } from './pages.ts'
import { askAxe, askAxeOfColours, bringAxe, findLowButtons, findOverflow } from './rules.ts'
import { setScene, type Scene } from './scene.ts'
import { lookAtEach, show } from './show.ts'

/** Added by a reader: WCAG 1.4.12. */
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }'
const SOME = new Set(['home', 'list', 'product', 'basket', 'checkout', 'review', 'login', 'account', 'confirmation', 'admin orders', 'admin order'])
t.setTimeout(900_000)

browserTest('every page: axe finds nothing; narrow, zoomed, with larger and wider text nothing scrolls sideways or is cut off; in the dark and in forced colours everything can be told', async (t, shop) => {
  const scene = await setScene(t, shop)
  await lookAtEach(shop, PAGES, async (page, type) => {
    const text = await setText(page)
    await page.setViewportSize({ width: 1360, height: 900 })
    await open(t, page, type, scene, 'light')
    const problems: string[] = []
    const look = async (how: string, ...asks: Array<(page: Page) => Promise<string[]>>): Promise<void> => {
      for (const ask of asks) problems.push(...(await ask(page)).map(problem => `${how}: ${problem}`))
    }

    await look('1360 px', findOverflow, findLowButtons)
    // A state of a page has the frame and the colours of the page: axe looks at it where there is least room.
    if (!isState(type)) await look('1360 px', askAxe)
    await page.emulateMedia({ forcedColors: 'active' })
    await look('forced colours', findBorderless, findUnmarked)
    await page.emulateMedia({ forcedColors: 'none' })
    await text.double()
    t.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px', 'the size of the browser counts')
    await look('text twice as large', findOverflow, findClippedText)
    await text.reset()

    // A window of 1280 px has half and a quarter of them when a page is zoomed to 200 % and 400 % (WCAG 1.4.4, 1.4.10).
    if (!isState(type)) {
      await page.setViewportSize({ width: 640, height: 512 })
      await look('zoomed to 200 %', findOverflow, findClippedText)
    }
    await page.setViewportSize({ width: 320, height: 512 })
    await look('zoomed to 400 %, or 320 px', findOverflow, findClippedText, findLowButtons, askAxe)

    await page.setViewportSize({ width: 390, height: 844 })
    await look('390 px', findOverflow, findLowButtons)
    if (!isState(type)) {
      await page.evaluate(() => { document.documentElement.dataset.theme = 'dark' }) // what it changes is colours
      await look('dark', askAxeOfColours)
    }
    await page.evaluate(style => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(style)
      document.adoptedStyleSheets = [sheet]
    }, SPACING)
    await look('wider spacing', findOverflow, findClippedText)
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

async function open (t: Test, page: Page, type: PageType, scene: Scene, theme: Theme): Promise<void> {
  const visit = await type.visit(scene, theme)
  const answer = await show(page, visit)
  t.equal(answer.status(), type.status, `${type.name}: ${type.status}`)
  // What fails outside of the shop's own pages knows no preferences, and follows the device.
  const expected = visit.visitor.app === scene.unlucky.app ? 'auto' : theme
  t.equal(await page.locator('html').getAttribute('data-theme'), expected, `${type.name}: ${theme}`)
  await bringAxe(page)
}

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

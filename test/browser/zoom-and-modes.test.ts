import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { browserTest, type BrowserShop } from './browser.ts'
import { findBorderless, findMotion, findUnmarked } from './modes.ts'
import { findClippedText } from './clipped.ts'
import { PAGES } from './pages.ts'
import { findOverflow } from './rules.ts'
import { setScene } from './scene.ts'
import { show } from './show.ts'

t.setTimeout(600_000)

// A window of 1280 px has half and a quarter of them when a page is zoomed to 200 % and 400 % (WCAG 1.4.4, 1.4.10).
browserTest('every page at 200 % and 400 %: nothing scrolls sideways, no text is cut off', async (t, shop) => {
  const page = await shop.page()
  const scene = await setScene(t, shop)
  for (const { name, visit } of PAGES) {
    await show(page, await visit(scene, 'light'))
    for (const width of [640, 320]) {
      await page.setViewportSize({ width, height: 512 })
      t.strictSame([...await findOverflow(page), ...await findClippedText(page)], [], `${name}, ${width} px`)
    }
  }
})

browserTest('every page with text twice as large: nothing scrolls sideways, no text is cut off', async (t, shop) => {
  const page = await shop.page({ viewport: { width: 1280, height: 1024 } })
  const debug = await page.context().newCDPSession(page)
  await debug.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
  await page.goto('/')
  t.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px', 'the size of the browser counts')
  await lookAtAll(t, shop, page)
})

// WCAG 1.4.12. The policy of the pages lets nobody add a style, so it is off here.
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }'
browserTest('every page with wider spacing of text: nothing scrolls sideways, no text is cut off', async (t, shop) => {
  const page = await shop.page({ viewport: { width: 390, height: 844 }, bypassCSP: true })
  await lookAtAll(t, shop, page, async () => { await page.addStyleTag({ content: SPACING }) })
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

browserTest('forced colours: what can be pressed or typed in has a border, what is current is marked', async (t, shop) => {
  const page = await shop.page({ forcedColors: 'active' })
  const scene = await setScene(t, shop)
  for (const { name, visit } of PAGES) {
    await show(page, await visit(scene, 'light'))
    t.strictSame([...await findBorderless(page), ...await findUnmarked(page)], [], name)
  }
})

async function lookAtAll (t: Test, shop: BrowserShop, page: Page, prepare: () => Promise<void> = async () => {}): Promise<void> {
  const scene = await setScene(t, shop)
  for (const { name, visit } of PAGES) {
    await show(page, await visit(scene, 'light'))
    await prepare()
    t.strictSame([...await findOverflow(page), ...await findClippedText(page)], [], name)
  }
}

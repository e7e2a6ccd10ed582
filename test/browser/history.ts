import type { Page } from 'playwright-core'

/** Playwright turns off the cache that Back restores whole pages from; shoppers' browsers have it. */
export const LIKE_A_SHOPPERS = { ignoreDefaultArgs: ['--disable-back-forward-cache'] }

const SETTLED_MS = 500 // a page that Back restores tells of no load
const PATIENCE_MS = 5000

let steps = 0

/** Back, or with a positive number Forward, until another document is there; at the end of the history, until patience is over. */
export async function go (page: Page, by: number): Promise<void> {
  steps += 1
  const left = await page.evaluate(({ by, steps }) => {
    Object.assign(window, { leftAt: steps })
    setTimeout(() => history.go(by), 50)
    return location.href
  }, { by, steps })
  await page.waitForTimeout(SETTLED_MS)
  await until(page, ({ left, steps }) => document.readyState === 'complete' && (location.href !== left || (window as { leftAt?: number }).leftAt !== steps), { left, steps })
}

/** Asks the document itself: to Playwright a restored page never finishes to load. */
export async function untilShown (page: Page, selector: string): Promise<boolean> {
  return until(page, wanted => document.querySelector(wanted) !== null, selector)
}

async function until<Asked> (page: Page, isSo: (asked: Asked) => boolean, asked: Asked): Promise<boolean> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    // While one document takes the place of another, nobody answers.
    if (await page.evaluate(isSo as (asked: unknown) => boolean, asked).catch(() => false)) return true
    await page.waitForTimeout(100)
  }
  return false
}

/** All that the document holds at this moment. */
export async function sourceOf (page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.outerHTML)
}

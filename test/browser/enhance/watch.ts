import type { Page } from 'playwright-core'

export { MUG } from '../../helpers/shop.ts'

/** Counts the full loads of a page from now on. */
export function countLoads (page: Page): () => number {
  let count = 0
  page.on('load', () => { count += 1 })
  return () => count
}

/** Says in one word what has the focus: its key, its name and value, or what it says. */
export async function focused (page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    const key = element?.closest('[data-key],[data-line],[data-saved]')
    const { dataset } = (key ?? {}) as HTMLElement
    const name = element?.getAttribute('name')
    const what = name ? `${name}=${(element as HTMLInputElement).value}` : element?.id || element?.textContent?.trim() || ''
    return [dataset?.key ?? dataset?.line ?? dataset?.saved, what].filter(Boolean).join(' ')
  })
}

/** Waits until screen readers are told this. */
export async function untilTold (page: Page, words: RegExp): Promise<void> {
  await page.locator('#live', { hasText: words }).waitFor({ state: 'attached' })
}

export async function untilBasketHolds (page: Page, count: number): Promise<void> {
  await page.locator(`[data-cart-count="${count}"]`).waitFor()
}

/** Holds back every answer to a POST for a while, as a slow network would. Returns how many were sent. */
export async function slowDown (page: Page, delayMs: number): Promise<() => number> {
  let count = 0
  await page.route('**/*', async route => {
    if (route.request().method() === 'POST') {
      count += 1
      await new Promise(resolve => { setTimeout(resolve, delayMs) })
    }
    await route.continue()
  })
  return () => count
}

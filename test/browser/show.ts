import type { BrowserContextOptions, Page, Response } from 'playwright-core'
import { listen, type BrowserShop } from './browser.ts'
import type { PageType, Visit } from './pages.ts'

const WINDOWS = 2

/** Looks at each of the pages once, in some windows at a time. */
export async function lookAtEach (shop: BrowserShop, pages: readonly PageType[], look: (page: Page, type: PageType) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const left = [...pages]
  await Promise.all(Array.from({ length: WINDOWS }, async () => {
    const page = await shop.page(options)
    for (let type = left.shift(); type; type = left.shift()) await look(page, type)
  }))
}

/** Opens in a browser what a visitor is about to see. */
export async function show (page: Page, { visitor, url, form }: Visit): Promise<Response> {
  const origin = await listen(visitor.app)
  const context = page.context()
  await context.clearCookies()
  await context.addCookies(Object.entries(visitor.cookies).map(([name, value]) => ({ name, value, url: origin })))
  const answer = form ? await submit(page, origin, url, form) : await page.goto(origin + url)
  if (!answer) throw new Error(`${url} gave no answer`)
  return answer
}

/** Posts as a form on a page of the shop does. */
async function submit (page: Page, origin: string, url: string, form: object): Promise<Response | null> {
  await page.goto(`${origin}/healthz`)
  const answered = page.waitForNavigation()
  await page.evaluate(([action, fields]) => {
    const form = document.body.appendChild(document.createElement('form'))
    form.method = 'post'
    form.action = String(action)
    for (const [name, value] of Object.entries(fields as object)) {
      const input = form.appendChild(document.createElement('input'))
      Object.assign(input, { type: 'hidden', name, value })
    }
    form.submit()
  }, [url, form] as const)
  return answered
}

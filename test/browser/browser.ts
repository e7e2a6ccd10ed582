import type { AddressInfo } from 'node:net'
import { env } from 'node:process'
import type { FastifyInstance } from 'fastify'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type LaunchOptions, type Page } from 'playwright-core'
import tap, { type Test } from 'tap'
import type { Config } from '../../src/config.ts'
import { openShop, type Shops } from '../helpers/shop.ts'
import { CHROMIUM_ARGS, findChromium } from './chromium.js'
import { collectComplaints } from './complaints.ts'

export interface BrowserShop extends Shops {
  browser: Browser
  /** Where the shop listens, without a slash at the end. */
  origin: string
  /** A window of its own, with no cookies and an empty cache. */
  page (options?: BrowserContextOptions): Promise<Page>
  /** What any of the windows complained about. `browserTest` wants none. */
  complaints: string[]
}

const NO_CHROMIUM = 'browser tests skipped: no Chromium found; install it or set CHROMIUM_PATH'
const STEP_LIMIT_MS = 15_000

/** A test with a shop that listens and a browser in front of it. Skipped, and loudly so, where there is no browser. */
export function browserTest (name: string, work: (t: Test, shop: BrowserShop) => Promise<void>, settings: Partial<Config> = {}, launch?: LaunchOptions): void {
  const isMissing = findChromium() === undefined && env.BROWSER_TESTS !== 'required'
  if (isMissing) console.error(NO_CHROMIUM)
  tap.test(name, { skip: isMissing && NO_CHROMIUM }, async t => {
    const shop = await openBrowserShop(t, settings, launch)
    await work(t, shop)
    t.strictSame(shop.complaints, [], 'no window complained')
  })
}

/** The shop on a port and a database of its own, and windows of Chromium. They are gone when the test ends. */
export async function openBrowserShop (t: Test, settings: Partial<Config> = {}, launch?: LaunchOptions): Promise<BrowserShop> {
  const shops = await openShop(t, settings)
  const origin = await listen(shops.app)
  const browser = await openBrowser(t, launch)
  const contexts: BrowserContext[] = []
  t.teardown(() => Promise.all(contexts.map(context => context.close())))
  const complaints: string[] = []
  const page = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-IE', ...options, baseURL: origin })
    contexts.push(context)
    context.setDefaultTimeout(STEP_LIMIT_MS)
    collectComplaints(context, complaints)
    return context.newPage()
  }
  return { ...shops, browser, origin, page, complaints }
}

let shared: Promise<Browser> | undefined

/** One Chromium for all tests of a file, as windows share nothing but its process; one of its own where it is launched in another way. */
async function openBrowser (t: Test, launch: LaunchOptions | undefined): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium found: install it, or set CHROMIUM_PATH to one')
  const start = (): Promise<Browser> => chromium.launch({ executablePath, args: CHROMIUM_ARGS, ...launch })
  if (launch) {
    const own = await start()
    t.teardown(() => own.close())
    return own
  }
  if (!shared) {
    shared = start()
    tap.teardown(async () => (await shared)?.close())
  }
  return shared
}

/** Starts to listen, unless the instance does so already. */
export async function listen (app: FastifyInstance): Promise<string> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}

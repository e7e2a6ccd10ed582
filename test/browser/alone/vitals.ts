import type { Page } from 'playwright-core'

export interface Vitals {
  /** ms until the largest thing on the screen was painted. */
  lcp: number
  /** Layout shifts that nobody's press caused, added up. Never less than the worst session window that web.dev counts. */
  cls: number
  /** ms from a press to the next paint, the worst of all presses. */
  inp: number
}

// What the loop below takes on the processor that the limits are meant for. One that is slower, or busy, is slowed down by less.
const REFERENCE_MS = 28

/**
 * 4 times slower than the machine that the limits are meant for, as Lighthouse does it, and on its slow 4G: 150 ms from request to
 * answer, 1.6 Mbit/s down, 750 kbit/s up.
 */
export async function slowDown (page: Page): Promise<void> {
  const debug = await page.context().newCDPSession(page)
  await debug.send('Network.enable')
  await debug.send('Network.emulateNetworkConditions', {
    offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8
  })
  await debug.send('Emulation.setCPUThrottlingRate', { rate: Math.min(4, Math.max(1, 4 * REFERENCE_MS / await timeOf(page))) })
}

/** Measures from now on, on every page that the window goes to. */
export async function measure (page: Page): Promise<Vitals> {
  const vitals: Vitals = { lcp: 0, cls: 0, inp: 0 }
  await page.exposeFunction('tellVital', (name: keyof Vitals, value: number) => {
    if (name === 'cls') vitals.cls += value
    else vitals[name] = name === 'lcp' ? value : Math.max(vitals[name], value)
  })
  await page.addInitScript(() => {
    const { tellVital } = globalThis as unknown as { tellVital: (name: string, value: number) => void }
    const observe = (options: PerformanceObserverInit, tell: (entry: PerformanceEntry) => void): void => {
      const observer = new PerformanceObserver(list => list.getEntries().forEach(tell))
      observer.observe({ ...options, buffered: true })
      addEventListener('pagehide', () => observer.takeRecords().forEach(tell))
    }
    observe({ type: 'largest-contentful-paint' }, ({ startTime }) => tellVital('lcp', startTime))
    observe({ type: 'layout-shift' }, entry => {
      const { hadRecentInput, value } = entry as PerformanceEntry & { hadRecentInput: boolean, value: number }
      if (!hadRecentInput) tellVital('cls', value)
    })
    observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit, entry => {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number }
      if (interactionId > 0) tellVital('inp', duration)
    })
  })
  return vitals
}

/** How long a fixed piece of work takes in the page's process: the quickest of five, in ms. */
async function timeOf (page: Page): Promise<number> {
  return page.evaluate(() => {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      let text = ''
      for (let at = 0; at < 200_000; at += 1) text = (text + at.toString(36)).slice(-50)
      return performance.now() - start
    })
    return Math.min(...times)
  })
}

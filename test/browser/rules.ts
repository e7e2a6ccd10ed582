import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Axe {
  run (context: Document, options: object): Promise<{ violations: Array<{ id: string, nodes: Array<{ target: unknown[] }> }> }>
}

/** Puts axe on the page that is open. Through the debugger, so that the policy of the page is the one that ships. */
export async function bringAxe (page: Page): Promise<void> {
  await page.evaluate(AXE)
}

/** Rule and element of each violation that axe finds. */
export async function askAxe (page: Page): Promise<string[]> {
  return runAxe(page, {
    runOnly: { type: 'tag', values: TAGS },
    rules: { 'target-size': { enabled: true } } // axe leaves it out of wcag22aa unless asked
  })
}

/** The same for the rules that are about colours. */
export async function askAxeOfColours (page: Page): Promise<string[]> {
  return runAxe(page, { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } })
}

async function runAxe (page: Page, options: object): Promise<string[]> {
  return page.evaluate(async options => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const { violations } = await axe.run(document, { ...options, preload: false, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  }, options)
}

/** What is wider than the window, unless it stands in a region that is meant to scroll. */
export async function findOverflow (page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.body.querySelectorAll('*')].filter(element => {
      const { right, width } = element.getBoundingClientRect()
      return width > 0 && right > clientWidth + 0.5 && !element.closest('.table-wrap, .departments ul, .tabs ul, .vh')
    })
    const names = wide.slice(-3).map(element => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
    return [`scrolls sideways: ${scrollWidth} px in ${clientWidth} px, at ${names.join(', ')}`]
  })
}

/** Buttons that are lower than a thumb. */
export async function findLowButtons (page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll('.button')].flatMap(button => {
    const { height, width } = button.getBoundingClientRect()
    const isShown = width > 1 && getComputedStyle(button).visibility === 'visible'
    return isShown && height < 43.9 ? [`low button, ${height.toFixed(1)} px: ${button.textContent?.trim().replace(/\s+/g, ' ')}`] : []
  }))
}

import type { Locator, Page } from 'playwright-core'

export interface Stop {
  name: string
  /** The place among all elements of the page, by which a stop is known. */
  order: number
  /** A tabindex above 0 goes before everything else. */
  jumpsTheQueue: boolean
  isInMain: boolean
  /** Outline of at least 2 px on it, or on what frames it. */
  isMarked: boolean
  /** It is on the screen, and nothing lies on it. */
  isOnTop: boolean
  /** On the page, in CSS px. */
  box: { left: number, right: number, top: number, bottom: number }
}

const MOST_STOPS = 200

/** All places that Tab goes to, from the top of the page that is open. */
export async function tabThrough (page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab')
    const stop = await readStop(page)
    if (!stop || stops.some(({ order }) => order === stop.order)) return stops
    stops.push(stop)
  }
  throw new Error(`there are more than ${MOST_STOPS} places to tab to`)
}

/** Presses Tab until the focus is there. */
export async function tabTo (page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate(element => element === document.activeElement)) return
  }
  throw new Error(`Tab does not lead to ${String(target)}`)
}

/** Where the focus is; undefined when it is nowhere. */
export async function readStop (page: Page): Promise<Stop | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body || element === document.documentElement) return undefined

    const hasOutline = (style: CSSStyleDeclaration): boolean => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    const frames = [element, element.parentElement, element.closest('label, li, form')].filter(each => each !== null)
    const isMarked = frames.some(each => [null, '::before', '::after'].some(pseudo => hasOutline(getComputedStyle(each, pseudo))))

    const { left, right, top, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect()
    const across = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
    const down = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
    const hit = document.elementFromPoint(across, down)
    const label = element.closest('label')
    const isOnTop = hit !== null && (element.contains(hit) || hit.contains(element) || label?.contains(hit) === true)
    const isOnScreen = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight

    const words = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''
    return {
      name: `${element.tagName.toLowerCase()} "${(words || element.getAttribute('name')) ?? ''}"`.replace(/\s+/g, ' '),
      order: [...document.querySelectorAll('*')].indexOf(element),
      jumpsTheQueue: Number(element.getAttribute('tabindex')) > 0,
      isInMain: element.closest('main') !== null,
      isMarked,
      isOnTop: isOnTop && isOnScreen && right - left > 1,
      box: { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY }
    }
  })
}

/** What is wrong with a way through a page. Columns are read one after the other, and lines from the left. */
export function wrongWith (stops: readonly Stop[]): string[] {
  const marks = stops.flatMap(({ name, isMarked, isOnTop, jumpsTheQueue }) => [
    ...jumpsTheQueue ? [`tabindex above 0 on ${name}`] : [],
    ...isMarked ? [] : [`no mark of the focus on ${name}`],
    ...isOnTop ? [] : [`hidden with the focus on it: ${name}`]
  ])
  const jumps = stops.slice(1).flatMap((stop, at) => {
    const before = stops[at] as Stop
    const isUp = stop.box.bottom <= before.box.top + 1 && stop.box.left < before.box.right - 1
    const isBack = stop.box.right <= before.box.left + 1 && stop.box.top < before.box.bottom - 1 && stop.box.bottom > before.box.top + 1
    return isUp || isBack ? [`from ${before.name} ${isUp ? 'up' : 'back'} to ${stop.name}`] : []
  })
  return [...marks, ...jumps]
}

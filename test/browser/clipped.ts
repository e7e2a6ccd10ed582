import type { Page } from 'playwright-core'

/** Text of which a part lies outside of a box that cuts it off. What only screen readers get is meant to be. */
export async function findClippedText (page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const HIDDEN_ON_PURPOSE = '.vh, .skip, .table--stack thead, option, details:not([open]) > :not(summary)'
    const cuts = (value: string): boolean => value === 'hidden' || value === 'clip'
    const found = new Set<string>()

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || !node.textContent?.trim() || parent.closest(HIDDEN_ON_PURPOSE) || !parent.checkVisibility()) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const text = range.getBoundingClientRect()
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box)
        if (!cuts(style.overflowX) && !cuts(style.overflowY)) {
          if (style.overflowX !== 'visible') break // it scrolls
          continue
        }
        const { left, right, top, bottom, width } = box.getBoundingClientRect()
        if (width <= 1) break // for screen readers alone
        const isOut = (cuts(style.overflowX) && (text.left < left - 1 || text.right > right + 1)) || (cuts(style.overflowY) && (text.top < top - 1 || text.bottom > bottom + 1))
        if (isOut) found.add(`cut off by .${box.getAttribute('class') ?? box.tagName}: "${node.textContent.trim().slice(0, 40)}"`)
      }
    }
    for (const control of document.querySelectorAll('button, .button, .tag, .badge, .chip')) {
      const isCut = control.checkVisibility() && !control.matches(HIDDEN_ON_PURPOSE) && getComputedStyle(control).overflow !== 'visible' && control.scrollWidth > control.clientWidth + 1
      if (isCut) found.add(`cut off in itself: "${control.textContent?.trim().slice(0, 40)}"`)
    }
    return [...found]
  })
}

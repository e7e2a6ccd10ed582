const MISTAKES = '.error-summary'

/** @param {Document} [page] @returns {HTMLElement | null} its list of mistakes */
export const mistakesOf = (page = document) => page.querySelector(MISTAKES)

/** A list of mistakes takes the focus. @returns whether there is one */
export function focusMistakes () {
  const summary = mistakesOf()
  summary?.focus()
  return summary
}

/** Also on what Tab does not go to. What lies over the page is in sight already. @param {HTMLElement} element */
export function focusOn (element) {
  if (element.tabIndex < 0) element.tabIndex = -1
  element.focus({ preventScroll: element.closest('.toast') })
}

const PAUSE_MS = 150

const regionOf = page => page.getElementById('live')

/** What this script says, in the language of the page. @param {Document} [page] @returns {DOMStringMap} */
export const words = (page = document) => regionOf(page).dataset

let timer

/**
 * Has screen readers say something, after the pause that they need to notice an empty region being filled.
 * @param {string} text
 */
export function say (text) {
  const region = regionOf(document)
  clearTimeout(timer)
  region.textContent = ''
  timer = setTimeout(() => { region.textContent = text }, PAUSE_MS)
}

/** The words of the page's messages, not their buttons. @param {string} [which] those that match */
export function sayMessages (which = '') {
  const words = [...document.querySelectorAll(`[data-flash]${which} :is(p, li)`)]
  if (words.length) say(words.map(each => each.innerText).join(' '))
}

// After an answer the shopper is where they were: what was used stays under the pointer, and the focus is not lost.
import { focusMistakes, focusOn } from './focus.js'
import { raise, settle } from './toast.js'

/**
 * Remembers the place, before the page is changed.
 * @param {HTMLElement} [control] what was used
 * @returns what brings the shopper back to it afterwards
 */
export function keepPlace (control) {
  const focused = document.activeElement
  const row = control?.closest('[data-key]')
  const neighbours = [row?.nextElementSibling, row?.previousElementSibling]
  const newLine = comesLater('[data-line],[data-saved]')
  const isPushed = document.querySelector('[data-flash]:not(.toast *),main[style]')
  const top = topOf(control)

  return ({ isElsewhere, isLink, isTyping }) => {
    const heading = document.querySelector('main h1') ?? document.querySelector('main')
    if (isElsewhere) {
      scrollTo(0, 0)
      if (!focusMistakes()) focusOn(heading)
      return
    }
    // A line that came, or one beside the line that has gone.
    const line = [newLine(), ...neighbours].find(each => each?.isConnected)
    const rest = line?.querySelector('a:not([tabindex])') ?? heading
    const toast = raise([focused, control].find(each => each?.isConnected && each !== document.body) ?? rest)
    if (control?.checkVisibility()) hold(control, top, isPushed)

    if (!isTyping && focusMistakes()) return
    if (isLink && heading.getBoundingClientRect().bottom < 0) focusOn(heading)
    else if (!focused.isConnected) focusOn(document.querySelector('[data-flash] form button') ?? rest)
    else if (focused.matches(':disabled')) focused.form.querySelector('input:not([type=hidden])')?.focus()
    else if (document.activeElement !== focused) focused.focus({ preventScroll: true })
    if (toast) settle(toast, [control, document.activeElement])
  }
}

/** @param {string} selector @returns what finds the first of those that are not there yet */
export function comesLater (selector) {
  const before = new Set(document.querySelectorAll(selector))
  return () => [...document.querySelectorAll(selector)].find(each => !before.has(each))
}

const topOf = element => element?.getBoundingClientRect().top

/** Scrolls by what `control` was moved. At the top of the page there is nothing to scroll: then the room that a message left stays empty. */
function hold (control, top, isPushed) {
  document.scrollingElement.scrollTop += topOf(control) - top
  const missing = top - topOf(control)
  if (isPushed && missing > 0) document.querySelector('main').style.marginTop = `${missing}px`
}

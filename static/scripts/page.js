import { dressSearch } from './suggest.js'
import { edited, morphInto } from './morph.js'
import { dressPasswords } from './password.js'
import { say, sayMessages } from './say.js'

const MISTAKES = '.error-summary'

const addressOf = ({ pathname, search }) => pathname + search

/** The address of what is shown: popstate comes for a #fragment too. */
let shown = addressOf(location)

/**
 * Asks for a page. An answer that is no page is an error; one that says what went wrong is a page.
 * @param {string | URL} url
 * @param {RequestInit} [request]
 */
export function ask (url, request) {
  return fetch(url, { headers: { accept: 'text/html' }, ...request })
}

/**
 * Shows an answer in place of the page. It is never loaded again: its messages are told once.
 * @param {Response} answer
 * @param {{ url?: string, isLink?: boolean, isTyping?: boolean }} [options] url: the new address of the page, if it has one;
 *   isTyping: the shopper only paused, so the focus stays
 */
export async function show (answer, { url = location.href, isLink = false, isTyping = false } = {}) {
  if (!answer.headers.get('content-type')?.startsWith('text/html')) throw new TypeError('not a page')
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const address = addressOf(new URL(url))
  // Words in place of the page, so that Back leads to the page. A form with its mistakes is still the page.
  const isFailure = !answer.ok && !page.querySelector(MISTAKES)
  const isElsewhere = isFailure || address.split('?')[0] !== shown.split('?')[0]
  if (isFailure || address !== addressOf(location)) history.pushState(null, '', address)
  shown = isFailure ? '' : address

  dress(page)
  const focused = document.activeElement
  const statuses = new Set(document.querySelectorAll('[role=status]'))
  addStyles(page)
  morphInto(page)
  placeFocus(focused, { isElsewhere, isLink, isTyping })
  // A status that stays is read when its text changes, and an alert when it comes.
  const status = [...document.querySelectorAll('main [role=status]')].find(each => !statuses.has(each))
  if (status) say(status.innerText)
  sayMessages('[role=status]')
}

/** Loads what stands at the address of the window, after Back. */
export async function refresh () {
  try {
    await show(await ask(location.href))
  } catch {
    location.reload()
  }
}

/** @returns whether the window is at another address than what it shows */
export const hasMoved = () => addressOf(location) !== shown

/**
 * Makes a page ready for the script: what submits by itself needs no button.
 * @param {Document} page
 */
export function dress (page) {
  for (const button of page.querySelectorAll('[data-apply]')) button.hidden = !edited.has(button.form)
  dressSearch(page)
  dressPasswords(page)
}

/** A list of mistakes takes the focus. @returns whether there is one */
export function focusMistakes () {
  const summary = document.querySelector(MISTAKES)
  summary?.focus()
  return summary
}

function placeFocus (focused, { isElsewhere, isLink, isTyping }) {
  const heading = document.querySelector('main h1') ?? document.querySelector('main')
  const isGone = !focused.isConnected
  if (isElsewhere) scrollTo(0, 0)
  if (!isTyping && focusMistakes()) return
  if (isElsewhere || (isLink && heading.getBoundingClientRect().bottom < 0)) focusOn(heading)
  else if (isGone) focusOn(document.querySelector('[data-flash] button') ?? heading)
  else if (focused.matches(':disabled')) focused.form.querySelector('input:not([type=hidden])')?.focus()
  else if (document.activeElement !== focused) focused.focus({ preventScroll: true })
}

function focusOn (element) {
  if (element.localName !== 'button') element.tabIndex = -1
  element.focus()
}

/** A page of another part of the shop, or of a newer one, brings its own style sheets. */
function addStyles (page) {
  for (const link of page.head.querySelectorAll('[rel=stylesheet]')) {
    if (!document.head.querySelector(`[href="${link.getAttribute('href')}"]`)) document.head.append(link)
  }
}

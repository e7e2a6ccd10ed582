import { mistakesOf } from './focus.js'
import { edited, morphInto } from './morph.js'
import { dressPasswords } from './password.js'
import { comesLater, keepPlace } from './place.js'
import { say, sayMessages } from './say.js'
import { dressSearch } from './suggest.js'
import { PATIENCE_MS } from './turn.js'

const addressOf = ({ pathname, search }) => pathname + search

/** The address of what is shown: popstate comes for a #fragment too. */
let shown = addressOf(location)

/**
 * Asks for a page. An answer that is no page, or none in time, is an error; one that says what went wrong is a page.
 * @param {string | URL} url
 * @param {RequestInit} [request]
 */
export function ask (url, request) {
  return fetch(url, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(PATIENCE_MS + 2000), ...request })
}

/**
 * Shows an answer in place of the page. It is never loaded again: its messages are told once.
 * @param {Response} answer
 * @param {{ url?: string, control?: HTMLElement, isLink?: boolean, isQuery?: boolean, isTyping?: boolean }} [options]
 *   url: the new address of the page, if it has one; control: what was used; isQuery: the address is made of the fields of a form;
 *   isTyping: the shopper only paused, so the focus stays
 */
export async function show (answer, { url = location.href, control, isLink = false, isQuery = false, isTyping = false } = {}) {
  if (!answer.headers.get('content-type')?.startsWith('text/html')) throw new TypeError('not a page')
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // A page that knows its address leaves out of it what is as usual.
  const canonical = isQuery && page.querySelector('[rel=canonical]')
  const address = addressOf(new URL(canonical ? canonical.href : url))
  // Words in place of the page, so that Back leads to the page. A form with its mistakes is still the page.
  const isFailure = !answer.ok && !mistakesOf(page)
  const isElsewhere = isFailure || address.split('?')[0] !== shown.split('?')[0]
  if (isFailure || address !== addressOf(location)) history.pushState(null, '', address)
  shown = isFailure ? '' : address

  dress(page)
  const newStatus = comesLater('main [role=status]')
  const goBack = keepPlace(control)
  changeStyles(page)
  morphInto(page)
  goBack({ isElsewhere, isLink, isTyping })
  // A status that stays is read when its text changes, and an alert when it comes.
  const status = newStatus()
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

/** A page of another part of the shop, or of a newer one, has its own style sheets. What is there goes only when nothing has to be loaded. */
function changeStyles (page) {
  const missing = sheetsWithout(page, document)
  const left = missing.length ? [] : sheetsWithout(document, page)
  document.head.append(...missing)
  for (const link of left) link.remove()
}

const sheetsWithout = (page, other) => [...page.head.querySelectorAll('[rel=stylesheet]')]
  .filter(link => !other.head.querySelector(`[href="${link.getAttribute('href')}"]`))

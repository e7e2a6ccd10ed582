// Keys for lists whose rows are marked `data-row`: what is current is what has the focus, so Tab and Enter go on from there.

const typing = 'input:not([type=checkbox]),textarea,select,[contenteditable]'

const rows = () => [...document.querySelectorAll('[data-row]')].filter(row => row.checkVisibility())
const current = () => document.activeElement.closest('[data-row]')
const linkIn = row => row?.querySelector('[data-open]') ?? row?.querySelector('th a,a')

const KEYS = {
  '/': () => focus(document.querySelector('main [data-search],main input[type=search]')),
  j: () => step(1),
  k: () => step(-1),
  x: () => press(current()?.querySelector('[type=checkbox]')),
  '?': () => open(document.getElementById('keys'))
}
/** In a row alone: elsewhere the browser scrolls by the arrows, and Enter is for what has the focus. */
const KEYS_IN_ROWS = {
  ArrowDown: KEYS.j,
  ArrowUp: KEYS.k,
  Enter: () => document.activeElement.matches('[type=checkbox]') && press(linkIn(current()))
}

/** @param {KeyboardEvent} event */
export function onListKey (event) {
  const { target, key } = event
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (target.closest?.(typing) || document.querySelector('dialog[open]')) return
  const act = (Object.hasOwn(KEYS, key) && KEYS[key]) || (current() && Object.hasOwn(KEYS_IN_ROWS, key) && KEYS_IN_ROWS[key])
  if (act && act()) event.preventDefault()
}

/** From the current row, or, where none is, to the first one. */
function step (by) {
  const all = rows()
  const at = all.indexOf(current())
  return focus(linkIn(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]))
}

function focus (element) {
  element?.focus()
  element?.select?.()
  return element
}

function press (element) {
  element?.click()
  return element
}

function open (dialog) {
  dialog?.showModal()
  return dialog
}

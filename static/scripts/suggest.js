// Suggestions while somebody searches: a combobox with a list, chosen by hand (ARIA Authoring Practices, "Editable Combobox With
// List Autocomplete"). The list is in the page only while it is open.
import { say } from './say.js'
import { waitsForTurn } from './turn.js'

const PAUSE_MS = 150
const LEAST = 2
const ID = 'suggestions'

/** @type {Map<string, string>} what was asked before → the answer */
const known = new Map()
let timer
let asking

/** Tells what the field is, once there is a script to make it so. @param {Document} page */
export function dressSearch (page) {
  const field = page.querySelector('[data-suggest]')
  if (!field) return
  known.clear() // prices may be in another currency by now
  field.role = 'combobox'
  field.ariaAutoComplete = 'list'
  field.ariaExpanded = 'false'
}

const list = () => document.getElementById(ID)
const options = () => [...list()?.children ?? []]
const active = () => options().find(option => option.ariaSelected === 'true')

/** @param {InputEvent} event */
export function onTyping ({ target: field }) {
  if (!field.dataset.suggest) return
  asking?.abort()
  clearTimeout(timer)
  if (field.value.trim().length < LEAST) close(field)
  else timer = setTimeout(suggest, PAUSE_MS, field)
}

/** @param {KeyboardEvent} event */
export function onKey (event) {
  const { target: field, key } = event
  if (!field.dataset?.suggest || event.isComposing) return
  const all = options()
  const at = all.indexOf(active())
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (/^(Escape|Enter)$/.test(key)) close(field) // and nothing opens afterwards
  if (step && !all.length) onTyping(event)
  else if (step) choose(field, all[at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length])
  else if (key === 'Enter' && at >= 0) open(event, all[at])
  else if (key !== 'Escape' || !all.length) { // when the list is closed, Escape empties the field
    if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key)) choose(field) // back in the text
    return
  }
  event.preventDefault()
}

/** The pointer is on an option, or has chosen one. @param {MouseEvent} event */
export function onPointer (event) {
  const option = event.target.closest?.(`#${ID} > *`)
  if (!option) return
  event.preventDefault() // the focus stays in the field
  if (event.type === 'click') open(event, option)
  else choose(list().parentNode.querySelector('[data-suggest]'), option)
}

/** @param {FocusEvent} event */
export function onLeaving ({ target: field }) {
  if (field.dataset?.suggest) close(field)
}

async function suggest (field) {
  const words = field.value.trim()
  const mine = asking = new AbortController()
  try {
    if (!known.has(words)) {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: mine.signal })
      if (!answer.ok) throw new TypeError('no suggestions')
      known.set(words, await answer.text())
    }
    if (!mine.signal.aborted) showList(field, known.get(words))
  } catch {} // without suggestions a search is still a search
}

/** The piece of a page is a list of links; of each link an option is made. */
function showList (field, html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('ul')
  const links = [...fresh.querySelectorAll('a')]
  close(field)
  if (!links.length) return
  fresh.id = ID
  fresh.role = 'listbox'
  fresh.replaceChildren(...links.map((link, at) => {
    const option = document.createElement('li')
    option.id = `${ID}-${at}`
    option.role = 'option'
    option.ariaSelected = 'false'
    option.dataset.href = link.getAttribute('href')
    option.append(...link.childNodes)
    return option
  }))
  field.after(fresh)
  field.ariaExpanded = 'true'
  field.setAttribute('aria-controls', ID)
  say(fresh.dataset.said)
}

function close (field) {
  asking?.abort()
  clearTimeout(timer)
  list()?.remove()
  field.ariaExpanded = 'false'
  field.removeAttribute('aria-controls')
  choose(field)
}

function choose (field, option) {
  for (const each of options()) each.ariaSelected = `${each === option}`
  if (option) field.setAttribute('aria-activedescendant', option.id)
  else field.removeAttribute('aria-activedescendant')
  option?.scrollIntoView({ block: 'nearest' })
}

function open (event, option) {
  const goThere = () => location.assign(option.dataset.href)
  if (!waitsForTurn(event, goThere)) goThere()
}

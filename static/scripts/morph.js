// Turns the page that is shown into the one that the server sent, and leaves alone what is the same in both:
// the focus, pictures and what somebody is typing stay as they are.

/** By these a node is known among its sisters. */
const KEYS = ['id', 'data-key', 'data-line', 'data-saved', 'data-order-row', 'name']
/** The shopper opens <details>; the script says what is busy. */
const OURS = ['open', 'aria-busy']

/** @type {WeakSet<HTMLFormElement>} Forms in which something was typed or chosen since they were last sent. */
export const edited = new WeakSet()

/**
 * Shows `page`, a parsed document. Fields show what the server says, but in forms that were edited meanwhile.
 * @param {Document} page
 */
export function morphInto (page) {
  document.title = page.title
  copyAttributes(document.documentElement, page.documentElement)
  morph(document.body, page.body)
  for (const form of document.forms) if (!edited.has(form) && hasChanged(form)) form.reset()
  keepMistakes()
}

/** What was typed before there was a script, or put back by the browser, is the shopper's as well. */
export function keepTyped () {
  for (const form of document.forms) if (hasChanged(form)) edited.add(form)
  keepMistakes()
}

/** What came back with a mistake was typed: another page of the same form does not empty it. */
function keepMistakes () {
  for (const field of document.querySelectorAll('[aria-invalid=true]')) edited.add(field.form)
}

/** @param {HTMLFormElement} form @returns whether it says something else than the server sent */
export const hasChanged = form => [...form.elements].some(isChanged)

function morph (shown, fresh) {
  if (shown.isEqualNode(fresh)) return
  copyAttributes(shown, fresh)
  const twins = pairUp(shown, fresh)
  const staying = new Set(twins.values())
  for (const node of [...shown.childNodes]) if (!staying.has(node)) node.remove()
  let next = shown.firstChild
  for (const node of [...fresh.childNodes]) {
    const twin = twins.get(node)
    if (twin) morph(twin, node)
    // A node that is moved loses the focus: only what stands elsewhere is moved.
    if (twin && twin === next) next = next.nextSibling
    else shown.insertBefore(twin ?? node, next)
  }
}

/** Which element of `shown` each element of `fresh` is: the equal one, else one that holds the same, else one of its kind. */
function pairUp (shown, fresh) {
  const left = [...shown.children]
  const twins = new Map()
  for (const isTwin of [isEqual, holdsTheSame, isAlike]) {
    for (const node of fresh.children) {
      const at = twins.has(node) ? -1 : left.findIndex(other => isTwin(other, node))
      if (at >= 0) twins.set(node, left.splice(at, 1)[0])
    }
  }
  return twins
}

const isEqual = (shown, fresh) => shown.isEqualNode(fresh)
const holdsTheSame = (shown, fresh) => isAlike(shown, fresh) && firstKey(shown) === firstKey(fresh)
// A message is never the one before: a new one is a new element.
const isAlike = (shown, fresh) => shown.localName === fresh.localName && keyOf(shown) === keyOf(fresh) &&
  shown.classList[0] === fresh.classList[0] && !fresh.dataset.flash

// Attributes, not properties: a field called "id" or "name" stands before those of its form.
const keyOf = element => KEYS.map(name => element.getAttribute(name)).find(Boolean)
const firstKey = element => keyOf(element.querySelector('[id],[name]') ?? element)

function copyAttributes (shown, fresh) {
  const isTyped = edited.has(shown.form) && shown.type !== 'hidden'
  const kept = [...OURS, ...isTyped ? ['value', 'checked'] : [], shown === document.activeElement && 'tabindex']
  for (const name of shown.getAttributeNames()) if (!fresh.hasAttribute(name) && !kept.includes(name)) shown.removeAttribute(name)
  for (const { name, value } of fresh.attributes) if (shown.getAttribute(name) !== value && !kept.includes(name)) shown.setAttribute(name, value)
}

function isChanged ({ options, selectedIndex, value, defaultValue = value, checked, defaultChecked }) {
  if (options) return selectedIndex !== Math.max(0, [...options].findIndex(({ defaultSelected }) => defaultSelected))
  return value !== defaultValue || checked !== defaultChecked
}

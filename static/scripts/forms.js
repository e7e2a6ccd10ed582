import { edited, hasChanged } from './morph.js'
import { ask, show } from './page.js'
import { hidePasswords } from './password.js'
import { inTurn, patience, waitsForTurn } from './turn.js'

const TYPING_MS = 400
/** Between the two presses of a double click. */
const SLIP_MS = 250
const BUSY = 'aria-busy'

/** Buttons, and forms that were sent without one, whose turn has not come; and those that are being sent. */
const waiting = new Set()
const sending = new Set()
/** @type {Set<HTMLFormElement>} Plain forms on their way to another page. */
const leaving = new Set()
let typing

/** @param {SubmitEvent} event */
export function onSubmit (event) {
  const { target: form, submitter } = event
  hidePasswords(form)
  if (form.matches('[data-enhance]')) {
    event.preventDefault()
    send(form, submitter)
  } else if (!waitsForTurn(event, () => form.requestSubmit(submitter)) && methodOf(form, submitter) === 'post') {
    if (leaving.has(form)) event.preventDefault()
    else leave(form, submitter)
  }
}

/** Somebody types or chooses. A form whose button is hidden is sent after a pause. @param {Event} event */
export function onInput ({ target: { form, value } }) {
  if (!form) return
  edited.add(form)
  clearTimeout(typing)
  // A field that was emptied is about to be filled; if not, it is sent when it is left.
  if (value) typing = setTimeout(sendItself, TYPING_MS, form, true)
}

/** A choice is made, or a field is left. @param {Event} event */
export function onChange ({ target: { form } }) {
  clearTimeout(typing)
  if (!form) return
  if (hasChanged(form)) edited.add(form)
  sendItself(form)
}

/** The page is shown again: nothing is on its way. */
export function freeButtons () {
  waiting.clear()
  sending.clear()
  leaving.clear()
  for (const button of document.querySelectorAll(`button[${BUSY}]`)) button.removeAttribute(BUSY)
}

function sendItself (form, isTyping = false) {
  if (edited.has(form) && form.querySelector('[data-apply]') && form.checkValidity()) send(form, null, isTyping)
}

/**
 * Queues a form. The same button again, while it waits or is on its way, or at once, is a slip of the hand, unless something was typed
 * meanwhile or it is marked `data-repeat`: then each press counts.
 */
function send (form, submitter, isTyping = false) {
  const what = submitter?.name ? submitter : form
  const isSent = waiting.has(what) || (sending.has(what) && !edited.has(form))
  if (isSent && !submitter?.matches('[data-repeat]')) return
  waiting.add(what)
  const pressed = submitter?.name ? [submitter.name, submitter.value] : undefined
  submitter?.setAttribute(BUSY, 'true')
  const pause = new Promise(resolve => { setTimeout(resolve, SLIP_MS) })
  inTurn(async () => {
    waiting.delete(what)
    sending.add(what)
    // The fields are read now, when the answer before has set them. A form that has gone meanwhile has nothing to send.
    try {
      if (form.isConnected) await fetchAndShow(form, submitter, { pressed, isTyping })
    } finally {
      pause.then(() => sending.delete(what))
      submitter?.removeAttribute(BUSY)
    }
  })
}

async function fetchAndShow (form, submitter, { pressed, isTyping }) {
  const fields = new FormData(form)
  if (pressed) fields.append(...pressed) // also when the button has gone meanwhile
  const isPost = methodOf(form, submitter) === 'post'
  const target = new URL(submitter?.hasAttribute('formaction') ? submitter.formAction : form.action)
  edited.delete(form)
  let answer
  try {
    if (isPost) answer = await ask(target, { method: 'post', body: new URLSearchParams(fields) })
    else answer = await ask(withQuery(target, fields))
    const url = isPost && !(answer.ok && answer.redirected) ? undefined : answer.url
    await show(answer, { url, control: submitter ?? form, isQuery: !isPost, isTyping })
  } catch {
    // What has led on to a page has been done: it is not sent twice.
    if (answer?.redirected) location.assign(answer.url)
    else sendPlain(form, submitter)
    await patience() // the page is being left, unless the shopper stops that
  }
}

/** Fields that are empty say nothing. */
function withQuery (url, fields) {
  url.search = new URLSearchParams([...fields].filter(([, value]) => value))
  return url
}

/** As if there were no script: without a submit event, so what was pressed is put in. */
function sendPlain (form, submitter) {
  if (submitter?.name) {
    const { name, value } = submitter
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
  if (submitter?.hasAttribute('formaction')) form.action = submitter.formAction
  form.submit()
}

function leave (form, submitter) {
  leaving.add(form)
  submitter?.setAttribute(BUSY, 'true')
  patience().then(() => { // stopped by the shopper
    leaving.delete(form)
    submitter?.removeAttribute(BUSY)
  })
}

const methodOf = (form, submitter) => submitter?.formMethod || form.method

import { say, words } from './say.js'

/** Puts a button after each password, by which it can be read. @param {Document} page */
export function dressPasswords (page) {
  for (const field of page.querySelectorAll('[data-password]')) {
    const button = page.createElement('button')
    button.type = 'button'
    button.className = 'link-button'
    button.textContent = words(page).show
    button.setAttribute('aria-controls', field.id)
    button.ariaPressed = 'false'
    field.after(button)
  }
}

/** @param {MouseEvent} event */
export function onShowing ({ target: button }) {
  const field = button.previousElementSibling
  if (button.localName !== 'button' || !field?.matches('[data-password]')) return
  toggle(field, button, field.type === 'password')
  say(field.type === 'text' ? words().shown : words().hidden)
}

/** Before they are sent: what was sent as text, browsers offer to fill in elsewhere. @param {HTMLFormElement} form */
export function hidePasswords (form) {
  for (const field of form.querySelectorAll('[data-password]')) toggle(field, field.nextElementSibling, false)
}

function toggle (field, button, isShown) {
  field.type = isShown ? 'text' : 'password'
  button.ariaPressed = `${isShown}`
}

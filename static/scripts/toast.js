// Messages that answer what was done in place lie over the page: nothing is pushed aside, and they are seen wherever the shopper is.
// They stay until the next answer, or until they are closed.
import { focusOn } from './focus.js'
import { words } from './say.js'

/**
 * @param {HTMLElement} used  after which Tab leads to the messages, and where the focus goes when they are closed
 * @returns {HTMLElement | undefined} what holds them
 */
export function raise (used) {
  const messages = document.querySelectorAll('[data-flash]')
  if (!messages.length) return
  const toast = document.createElement('div')
  const button = document.createElement('button')
  toast.className = 'toast'
  toast.popover = 'manual'
  toast.append(...messages)
  button.className = 'link-button'
  button.textContent = words().close
  button.onclick = () => {
    toast.remove()
    focusOn(used)
  }
  toast.lastChild.append(button)
  document.querySelector('main').prepend(toast)
  toast.showPopover?.(used.tabIndex < 0 ? {} : { source: used })
  return toast
}

/**
 * At the foot of the window, or at its head where it would cover one of these. While somebody types, the foot may be under a keyboard.
 * @param {HTMLElement} toast
 * @param {(HTMLElement | undefined)[]} used
 */
export function settle (toast, used) {
  const flip = isTop => toast.classList.toggle('toast--top', isTop)
  const isCovered = element => {
    const { top, bottom } = toast.getBoundingClientRect()
    const box = element.getBoundingClientRect()
    return box.bottom > top && box.top < bottom
  }
  flip(document.activeElement.localName === 'input')
  if (used.some(each => each && !each.contains(toast) && !toast.contains(each) && isCovered(each))) flip()
}

// Makes the plain pages of the shop quicker. Everything works without it: forms and links marked `data-enhance` are sent here and their
// answer is shown in place, and wherever that fails the browser sends them itself.
import { focusMistakes } from './scripts/focus.js'
import { freeButtons, onChange, onInput, onSubmit } from './scripts/forms.js'
import { onClick } from './scripts/links.js'
import { keepTyped } from './scripts/morph.js'
import { dress, hasMoved, refresh } from './scripts/page.js'
import { onShowing } from './scripts/password.js'
import { sayMessages } from './scripts/say.js'
import { onKey, onLeaving, onPointer, onTyping } from './scripts/suggest.js'
import { inTurn, startAfresh } from './scripts/turn.js'

const LISTENERS = {
  submit: [onSubmit],
  input: [onInput, onTyping],
  change: [onChange],
  click: [onPointer, onShowing, onClick],
  keydown: [onKey],
  mousedown: [onPointer],
  mouseover: [onPointer],
  focusout: [onLeaving],
  popstate: [() => { if (hasMoved()) inTurn(refresh) }],
  pageshow: [comeBack]
}
for (const [type, listeners] of Object.entries(LISTENERS)) for (const listener of listeners) addEventListener(type, listener)

keepTyped()
dress(document)
focusMistakes()
sayMessages()

/** A page that Back takes out of memory is as it was left: the basket and the prices may have changed since. */
function comeBack ({ persisted }) {
  if (!persisted) return
  startAfresh()
  freeButtons()
  inTurn(refresh)
}

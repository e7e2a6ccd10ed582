// What goes to the server goes one after the other, as the shopper did it: the answer that is shown last is the newest.

/** Longer than any answer of a shop that is well. After that a button is free again, and a link waits no more. */
export const PATIENCE_MS = 8000

/** @type {Promise<unknown> | undefined} None when nothing is under way. */
let last

/** Does `work` when all before it is done. @param {() => Promise<unknown>} work */
export function inTurn (work) {
  const mine = Promise.resolve(last).then(work, work).finally(() => { if (last === mine) last = undefined })
  last = mine
}

/**
 * Goes on when nothing is under way any more: a shopper who adds something and leaves at once finds it in the basket.
 * @param {Event} event  held back for as long
 * @param {() => void} goOn
 * @returns whether there is something to wait for
 */
export function waitsForTurn (event, goOn) {
  if (!last) return false
  event.preventDefault()
  const before = last
  Promise.race([before, patience().then(() => { if (last === before) startAfresh() })]).then(goOn)
  return true
}

/** Forgets what was under way when the page was left. */
export function startAfresh () {
  last = undefined
}

/** Resolves when nobody should wait any longer. */
export const patience = () => new Promise(resolve => { setTimeout(resolve, PATIENCE_MS) })

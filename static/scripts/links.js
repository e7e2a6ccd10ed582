import { ask, show } from './page.js'
import { inTurn, waitsForTurn } from './turn.js'

/** @param {MouseEvent} event */
export function onClick (event) {
  const link = event.target.closest('a[href]')
  const isPlain = link && !event.defaultPrevented && !link.target && link.origin === location.origin &&
    !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  if (!isPlain) return
  const goThere = () => location.assign(link.href)
  if (!link.matches('[data-enhance]')) {
    waitsForTurn(event, goThere)
    return
  }
  event.preventDefault()
  inTurn(async () => {
    try {
      const answer = await ask(link.href)
      await show(answer, { url: answer.url, isLink: true })
    } catch {
      goThere()
    }
  })
}

import { ask, show } from './page.js'
import { inTurn, waitsForTurn } from './turn.js'

/** @param {MouseEvent} event */
export function onClick (event) {
  const link = event.target.closest('a[href]')
  const isPlain = link && !event.defaultPrevented && !link.target && link.origin === location.origin &&
    !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  if (!isPlain) return
  const { href } = link // of now: the link may be another's when its turn comes
  const goThere = () => location.assign(href)
  if (!link.matches('[data-enhance]')) {
    waitsForTurn(event, goThere)
    return
  }
  event.preventDefault()
  inTurn(async () => {
    try {
      const answer = await ask(href)
      await show(answer, { url: answer.url, control: link, isLink: true })
    } catch {
      goThere()
    }
  })
}

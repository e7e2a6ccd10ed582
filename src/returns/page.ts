import type { Translate } from '../languages/translate.ts'
import { sayPieces } from '../orders/letter.ts'
import { isSent, type OrderEvent, type OrderLine, type OrderStatus } from '../orders/order.ts'
import type { KeptReturn } from './queries.ts'
import { leftOf, mayBecome, returnUntil } from './return.ts'
import { reasonText, RETURN_COLOURS, RETURN_NEXT, RETURN_STATE_NAMES } from './saying.ts'

/** A return, ready to read. */
export interface DescribedReturn extends Omit<KeptReturn, 'lines'> {
  stateName: string
  colour: string
  reasonText: string
  /** `2 × Dipped mug, Slate` */
  lines: string[]
  next: string
  canWithdraw: boolean
}

export function describeReturn (kept: KeptReturn, t: Translate): DescribedReturn {
  const { state, reason, lines } = kept
  return {
    ...kept,
    stateName: t(RETURN_STATE_NAMES[state]),
    colour: RETURN_COLOURS[state],
    reasonText: t(reasonText(reason)),
    lines: lines.map(sayPieces),
    next: t(RETURN_NEXT[state]),
    canWithdraw: mayBecome(state, 'withdrawn')
  }
}

/** The last moment of asking, where something can be asked for at all. */
export function openUntil (
  status: OrderStatus, events: readonly OrderEvent[], lines: readonly OrderLine[], returns: readonly KeptReturn[], now: Date
): Date | undefined {
  const until = isSent(status) ? returnUntil(events) : undefined
  const isLeft = [...leftOf(lines, returns).values()].some(quantity => quantity > 0)
  return until && until > now && isLeft ? until : undefined
}

/** What `returns/_section` shows on the page of an order. */
export function returnsPart (
  { status, lines, events, returns, now }: { status: OrderStatus, lines: readonly OrderLine[], events: readonly OrderEvent[], returns: readonly KeptReturn[], now: Date }, t: Translate
): { returns: DescribedReturn[], returnUntil: Date | null } {
  return { returns: returns.map(each => describeReturn(each, t)), returnUntil: openUntil(status, events, lines, returns, now) ?? null }
}

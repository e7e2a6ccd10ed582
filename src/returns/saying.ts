import type { ReturnState } from './return.ts'

export const RETURN_STATE_NAMES: Readonly<Record<ReturnState, string>> = {
  requested: 'Requested', approved: 'Approved', received: 'Received', refused: 'Refused', withdrawn: 'Withdrawn'
}

/** How the dot and the word of an order are painted for a return. */
export const RETURN_COLOURS: Readonly<Record<ReturnState, string>> = {
  requested: 'placed', approved: 'paid', received: 'delivered', refused: 'cancelled', withdrawn: 'cancelled'
}

/** Why something comes back. Nobody has to say more than that: a change of mind is reason enough. */
export const REASONS: ReadonlyArray<{ value: string, text: string }> = [
  { value: 'changed-mind', text: 'I have changed my mind' },
  { value: 'not-as-shown', text: 'It is not as it was shown' },
  { value: 'damaged', text: 'It arrived broken or damaged' },
  { value: 'wrong-item', text: 'It is not what I ordered' },
  { value: 'faulty', text: 'It does not work as it should' },
  { value: 'too-late', text: 'It came too late' },
  { value: 'other', text: 'Something else' }
]

export function reasonText (reason: string): string {
  return REASONS.find(({ value }) => value === reason)?.text ?? reason
}

/** What the shopper can expect now. */
export const RETURN_NEXT: Readonly<Record<ReturnState, string>> = {
  requested: 'We look at it and write to you.',
  approved: 'Please send it within 14 days, with the number of the order in the parcel, to:',
  received: 'It has arrived. Thank you.',
  refused: 'We cannot take it back.',
  withdrawn: 'You keep it.'
}

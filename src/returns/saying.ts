import { phrase, type Phrase, type Words } from '../languages/translate.ts'
import type { ReturnState } from './return.ts'

export const RETURN_STATE_NAMES: Readonly<Record<ReturnState, Phrase>> = {
  requested: phrase('Requested'), approved: phrase('Approved'), received: phrase('Received'), refused: phrase('Refused'), withdrawn: phrase('Withdrawn')
}

/** How the dot and the word of an order are painted for a return. */
export const RETURN_COLOURS: Readonly<Record<ReturnState, string>> = {
  requested: 'placed', approved: 'paid', received: 'delivered', refused: 'cancelled', withdrawn: 'cancelled'
}

/** Why something comes back. Nobody has to say more than that: a change of mind is reason enough. */
export const REASONS: ReadonlyArray<{ value: string, text: Phrase }> = [
  { value: 'changed-mind', text: phrase('I have changed my mind') },
  { value: 'not-as-shown', text: phrase('It is not as it was shown') },
  { value: 'damaged', text: phrase('It arrived broken or damaged') },
  { value: 'wrong-item', text: phrase('It is not what I ordered') },
  { value: 'faulty', text: phrase('It does not work as it should') },
  { value: 'too-late', text: phrase('It came too late') },
  { value: 'other', text: phrase('Something else') }
]

export function reasonText (reason: string): Words {
  return REASONS.find(({ value }) => value === reason)?.text ?? reason
}

/** What the shopper can expect now. */
export const RETURN_NEXT: Readonly<Record<ReturnState, Phrase>> = {
  requested: phrase('We look at it and write to you.'),
  approved: phrase('Please send it within 14 days, with the number of the order in the parcel, to:'),
  received: phrase('It has arrived. Thank you.'),
  refused: phrase('We cannot take it back.'),
  withdrawn: phrase('You keep it.')
}

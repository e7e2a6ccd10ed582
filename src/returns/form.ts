import { Type } from 'typebox'
import type { FieldErrors } from '../accounts/forms.ts'
import { phrase } from '../languages/translate.ts'
import { tidy } from '../reviews/review.ts'
import type { Pieces } from '../orders/parcel.ts'
import { REASONS } from './saying.ts'

const MAX_NOTE = 1000
const FIELD = /^quantity-([A-Z0-9-]{1,40})$/
/** A number of pieces for each item, under its SKU: `quantity-MUG-SLATE`. */
const PIECES = { '^quantity-[A-Z0-9-]{1,40}$': Type.String({ pattern: '^(0|[1-9][0-9]?)$' }) }

const fields = {
  reason: Type.Optional(Type.String({ maxLength: 40 })), // none is chosen at first
  note: Type.String(),
  form_key: Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$' })
}
export const OwnReturnForm = Type.Object(fields, { additionalProperties: false, patternProperties: PIECES })
export const GuestReturnForm = Type.Object({ ...fields, key: Type.String() }, { additionalProperties: false, patternProperties: PIECES })

/** As the form sends it. */
export type TypedReturn = Readonly<Record<string, string | undefined>>

/** What is asked for. */
export interface AskedReturn {
  pieces: Pieces
  reason: string
  note: string
  formKey: string
}

/** Reads the form. `left`: how many pieces of each item can be sent back. */
export function parseReturn (typed: TypedReturn, left: Pieces): { asked: AskedReturn, errors: FieldErrors } {
  const pieces = new Map(Object.entries(typed).flatMap(([name, value]): Array<[string, number]> => {
    const sku = FIELD.exec(name)?.[1]
    return sku !== undefined && Number(value) > 0 ? [[sku, Number(value)]] : []
  }))
  const reason = typed.reason ?? ''
  const note = tidy(typed.note ?? '')
  return { asked: { pieces, reason, note, formKey: typed.form_key ?? '' }, errors: { ...piecesErrors(pieces, left), ...reasonErrors(reason, note) } }
}

/** Of items that are not there any more, or never were, there are none left. */
export function piecesErrors (pieces: Pieces, left: Pieces): FieldErrors {
  const tooMany = [...pieces].filter(([sku, quantity]) => quantity > (left.get(sku) ?? 0))
  if (tooMany.length > 0) {
    return Object.fromEntries(tooMany.map(([sku]) => [`quantity-${sku}`, phrase('You can send back {left, number} of this', { left: left.get(sku) ?? 0 })]))
  }
  const [first] = left.keys()
  return pieces.size === 0 && first !== undefined ? { [`quantity-${first}`]: phrase('Choose what you would like to send back') } : {}
}

function reasonErrors (reason: string, note: string): FieldErrors {
  const { length } = [...note]
  return {
    ...!REASONS.some(({ value }) => value === reason) && { reason: phrase('Choose why you send it back') },
    ...length > MAX_NOTE && { note: phrase('Write at most {most, number} characters. These are {length, number}', { most: MAX_NOTE, length }) }
  }
}

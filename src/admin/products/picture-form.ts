import { Type, type Static } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { Version } from '../../plugins/schemas.ts'
import { cleanLine } from './texts.ts'

/** The pictures as they are listed: each field has its number on the page at the end. */
const NAMES = ['picture', 'position', 'alt', 'was_alt', 'alt_de', 'was_alt_de', 'remove'] as const
/** The words for a picture, by language. What was there when the form was made comes along in a field of its own. */
export const ALT_FIELDS = [['alt', 'en'], ['alt_de', 'de']] as const
export const PicturesForm = Type.Object({ version: Version }, {
  additionalProperties: false, patternProperties: { [`^(${NAMES.join('|')})-[1-9][0-9]?$`]: Type.String({ maxLength: 1000 }) }
})
export type PicturesForm = Static<typeof PicturesForm> & Readonly<Record<string, string>>

export interface EditedPictures {
  /** What stays, in order. */
  kept: string[]
  removed: string[]
  /** Words that were typed over others: products share pictures, so the rest is not for this form to write. */
  alts: TypedAlt[]
}

export interface TypedAlt { picture: string, language: 'en' | 'de', alt: string, was: string }

const MOST_ALT = 200

/** What was typed for these pictures, and a sentence for each field that does not fit. */
export function parsePictures (form: Readonly<Record<string, string>>, pictures: readonly string[]): { edited: EditedPictures, errors: FieldErrors } {
  const errors: FieldErrors = {}
  const removed: string[] = []
  const alts: EditedPictures['alts'] = []
  const placed = pictures.map((picture, at) => {
    const value = (name: typeof NAMES[number]): string => form[`${name}-${at + 1}`] ?? ''
    const position = /^\d{1,3}$/.test(value('position').trim()) ? Number(value('position')) : undefined
    if (position === undefined) errors[`position-${at + 1}`] = 'Enter a number such as 1'
    for (const [name, language] of ALT_FIELDS) {
      const [alt, was] = [cleanLine(value(name)), cleanLine(value(`was_${name}`))]
      if (alt.length > MOST_ALT) errors[`${name}-${at + 1}`] = `At most ${MOST_ALT} characters`
      if (alt !== was) alts.push({ picture, language, alt, was })
    }
    if (value('remove') === '1') removed.push(picture)
    return { picture, position: position ?? 0, at }
  })
  const kept = placed.toSorted((a, b) => a.position - b.position || a.at - b.at).map(({ picture }) => picture).filter(picture => !removed.includes(picture))
  return { edited: { kept, removed, alts }, errors }
}

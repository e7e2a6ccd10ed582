import type { Difference } from './overtaken.ts'
import { ALT_FIELDS } from './picture-form.ts'
import { cleanLine } from './texts.ts'

type Alts = ReadonlyArray<{ picture: string, language: string, alt: string }>
type Typed = Readonly<Record<string, string>>

export interface PictureFields {
  picture: string
  number: string
  /** By field: position, words in each language with what they are typed over, and whether it goes. */
  values: Record<string, string>
}

/** What the form of pictures shows: what was typed, or what is kept. Of words that somebody else changed it shows those of now, but where others were typed. */
export function pictureFields (pictures: readonly string[], alts: Alts, typed: Typed | undefined, isOvertaken: boolean): PictureFields[] {
  return pictures.map((picture, at) => {
    const number = String(at + 1)
    const values: Record<string, string> = { position: typed?.[`position-${number}`] ?? number, remove: typed?.[`remove-${number}`] ?? '' }
    for (const [name, language] of ALT_FIELDS) {
      const now = altOf(alts, picture, language)
      const text = typed && isTyped(typed, name, number) ? typed[`${name}-${number}`] ?? '' : undefined
      values[name] = text ?? (isOvertaken ? now : typed?.[`${name}-${number}`] ?? now)
      // Who was not shown what is there now has still typed over what was there before.
      values[`was_${name}`] = isOvertaken ? now : typed?.[`was_${name}-${number}`] ?? now
    }
    return { picture, number, values }
  })
}

/** Words that were typed over others than those of now. */
export function differingAlts (pictures: readonly string[], alts: Alts, typed: Typed): Difference[] {
  return pictures.flatMap((picture, at) => ALT_FIELDS.flatMap(([name, language]) => {
    const [now, text] = [altOf(alts, picture, language), cleanLine(typed[`${name}-${at + 1}`] ?? '')]
    if (!isTyped(typed, name, String(at + 1)) || now === text) return []
    return [{ field: `Picture ${at + 1}, in ${language === 'de' ? 'German ' : ''}words`, now: now || '(empty)', typed: text || '(empty)' }]
  }))
}

function altOf (alts: Alts, picture: string, wanted: string): string {
  return alts.find(each => each.picture === picture && each.language === wanted)?.alt ?? ''
}

function isTyped (typed: Typed, name: string, number: string): boolean {
  return cleanLine(typed[`${name}-${number}`] ?? '') !== cleanLine(typed[`was_${name}-${number}`] ?? '')
}

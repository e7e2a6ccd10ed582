import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unpackWoff } from './woff.ts'

const read = (file: string): Buffer => unpackWoff(readFileSync(fileURLToPath(import.meta.resolve(file))))

const figtree = (letters: string, weight: number): Buffer => read(`@fontsource/figtree/files/figtree-${letters}-${weight}-normal.woff`)

/**
 * The fonts of the pages, as files of one weight each: of a file of all weights, pdfkit takes the lightest. Figtree comes in
 * two parts, `more` with the letters that English does without. Of WOFF2 it cannot embed letters with accents.
 */
export const FONTS = {
  text: figtree('latin', 400),
  textMore: figtree('latin-ext', 400),
  strong: figtree('latin', 600),
  strongMore: figtree('latin-ext', 600),
  display: read('@fontsource/young-serif/files/young-serif-latin-400-normal.woff')
} as const satisfies Record<string, Buffer>

// As the style sheets of these fonts have it.
const MORE = /[\u0100-\u0130\u0132-\u0151\u0154-\u02BA\u1E00-\u1E9F\u1EF2-\u1EFF\u20A0-\u20AB\u20AD-\u20C0]/u
const LATIN = /[\u0020-\u007E\u00A0-\u00FF\u0131\u0152\u0153\u2013\u2014\u2018-\u201E\u2022\u2026\u20AC\u2122\u2212]/u

export interface Run {
  text: string
  /** With letters of the other part. */
  more: boolean
}

/** A text in pieces of one font each. Letters that neither part has are a question mark: a box would say less. */
export function runsOf (text: string): Run[] {
  const runs: Run[] = []
  for (const letter of text.normalize('NFC').replaceAll('\u202F', '\u00A0')) {
    const more = MORE.test(letter)
    const shown = more || LATIN.test(letter) ? letter : '?'
    const last = runs.at(-1)
    if (last?.more === more) last.text += shown
    else runs.push({ text: shown, more })
  }
  return runs
}

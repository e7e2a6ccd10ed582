import { readFileSync } from 'node:fs'
import t from 'tap'

const TEXT = 4.5 // WCAG 2.2, 1.4.3
const CONTROL = 3 // WCAG 2.2, 1.4.11
const WALLS = ['plaster', 'sage', 'sky', 'blush', 'butter', 'mauve']
const GROUNDS = ['bg', 'surface', 'sunken']

/** What stands on what, and how much lighter or darker it must be. */
const PAIRS: Array<[ink: string, grounds: string[], ratio: number]> = [
  ['ink', [...GROUNDS, ...WALLS, 'ok-bg', 'info-bg', 'warning-bg', 'error-bg'], TEXT],
  ['ink-2', [...GROUNDS, 'plaster', 'ok-bg'], TEXT],
  ['link', [...GROUNDS, 'ok-bg'], TEXT],
  ['on-accent', ['accent', 'accent-hover'], TEXT],
  ['on-sale', ['sale'], TEXT],
  ['sale', ['bg', 'surface'], TEXT],
  ['ok', [...GROUNDS, 'ok-bg'], TEXT],
  ['info', ['info-bg'], TEXT],
  ['warning', ['bg', 'surface', 'warning-bg'], TEXT],
  ['error', ['bg', 'surface', 'error-bg'], TEXT],
  ['bg', ['ink'], TEXT],
  ['control', ['bg', 'surface', 'sunken'], CONTROL],
  ['accent', ['bg', 'surface', 'sunken'], CONTROL],
  ['star', ['bg', 'surface', 'sunken'], CONTROL],
  ['focus', [...GROUNDS, ...WALLS], CONTROL]
]

const sheet = readFileSync(new URL('../../static/styles/tokens.css', import.meta.url), 'utf8')
const tokens = new Map([...sheet.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\);/g)].map(([, name, light, dark]) => [name, { light, dark }]))

for (const theme of ['light', 'dark'] as const) {
  t.test(`every pair of colours of the ${theme} theme can be told apart`, async t => {
    for (const [ink, grounds, ratio] of PAIRS) {
      for (const ground of grounds) {
        const found = contrast(colour(ink, theme), colour(ground, theme))
        t.ok(found >= ratio, `--${ink} on --${ground}: ${found.toFixed(2)}, at least ${ratio}`)
      }
    }
  })
}

t.test('black on white is 21 : 1, grey #767676 on white just passes', async t => {
  t.equal(contrast('#000', '#fff'), 21)
  t.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54')
})

function colour (name: string, theme: 'light' | 'dark'): string {
  const value = tokens.get(name)?.[theme]
  if (value === undefined) throw new Error(`tokens.css has no colour --${name}`)
  return value
}

/** WCAG 2.2, "contrast ratio": from 1 to 21. */
function contrast (one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, "relative luminance" of a colour written as #rgb or #rrggbb. */
function luminance (hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map(digit => digit + digit).join('') : hex.slice(1)
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map(at => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

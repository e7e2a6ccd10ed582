// Says the same path in fewer bytes: relative commands, one decimal, no needless letters, spaces or zeros.

const ARGUMENTS = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 }

/** To one decimal, or to whole numbers in a large picture. */
export const round = (number, step = 0.1) => step < 1 ? Math.round(number * 10) / 10 : Math.round(number)

/** `.5` for 0.5 and `-.5` for -0.5. */
const short = number => String(number).replace(/^(-?)0\./, '$1.')

function * commands (d) {
  const tokens = d.match(/[achlmqstvz]|-?(?:\d+\.?\d*|\.\d+)(?:e-\d+)?/gi)
  for (let at = 0, letter; at < tokens.length;) {
    if (/[achlmqstvz]/i.test(tokens[at])) letter = tokens[at++]
    const count = ARGUMENTS[letter.toLowerCase()]
    yield { kind: letter.toLowerCase(), relative: letter > 'Z', values: tokens.slice(at, at + count).map(Number) }
    at += count
    // What follows a move without a letter of its own is a line.
    if (letter === 'M') letter = 'L'
    if (letter === 'm') letter = 'l'
  }
}

/** Which axis (0: x, 1: y) a value is a place on; -1 for the radii and flags of an arc. */
function axis (kind, index) {
  if (kind === 'h') return 0
  if (kind === 'v') return 1
  if (kind === 'a') return index < 5 ? -1 : index - 5
  return index % 2
}

export function squeeze (d, step = 0.1) {
  let text = ''
  let before = ''
  let [exact, written, start] = [[0, 0], [0, 0], [0, 0]]
  for (const { kind, relative, values } of commands(d)) {
    if (kind === 'z') {
      text += before = 'z'
      exact = [...start]
      written = [...start]
      continue
    }
    const places = values.map((value, index) => value + (relative && axis(kind, index) >= 0 ? exact[axis(kind, index)] : 0))
    // Each step is measured from where the rounded line has come to, so that errors do not add up.
    const steps = places.map((place, index) => round(axis(kind, index) < 0 ? place : place - written[axis(kind, index)], step))
    const end = kind === 'h' || kind === 'v' ? 1 : 2
    for (let index = values.length - end; index < values.length; index++) {
      exact[axis(kind, index)] = places[index]
      written[axis(kind, index)] = round(written[axis(kind, index)] + steps[index])
    }
    if (kind === 'm') {
      start = [...written]
      exact = [...written]
    }
    const numbers = steps.map(short)
    // The two flags of an arc are one digit each, so nothing need stand after them.
    if (kind === 'a') numbers.splice(3, 3, numbers.slice(3, 6).join(''))
    text += join(kind === before || (kind === 'l' && before === 'm') ? '' : kind, numbers, text)
    before = kind
  }
  return text
}

/** Numbers need a space between them only where a reader could not tell them apart. */
function join (letter, numbers, text) {
  let line = letter
  for (const number of numbers) {
    const last = (line || text).match(/[a-z]$|[\d.]+$/)?.[0] ?? ''
    const apart = /[a-z]$/.test(last) || number.startsWith('-') || (number.startsWith('.') && last.includes('.'))
    line += (apart ? '' : ' ') + number
  }
  return line
}

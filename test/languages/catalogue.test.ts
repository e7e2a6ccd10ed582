import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import t from 'tap'
import { FEATURES } from '../../src/languages/de.ts'
import { listMessages } from './messages.ts'

const said = listMessages()
const known = Object.values(FEATURES).flatMap(messages => Object.entries<string>(messages))

t.test('every message that the shop says has its German, and there is no German for what nobody says', async t => {
  t.ok(said.length > 50, 'the messages were found')
  const german = new Set(known.map(([message]) => message))
  t.strictSame(said.filter(({ message }) => !german.has(message)).map(({ message, file }) => `${file}: ${message}`), [], 'nothing is missing')
  const english = new Set(said.map(({ message }) => message))
  t.strictSame([...german].filter(message => !english.has(message)), [], 'nothing is left over')
  t.equal(german.size, known.length, 'each stands in one file')
})

t.test('a message and its German take the same arguments and elements', async t => {
  for (const [message, german] of known) t.strictSame(namesOf(parse(german)), namesOf(parse(message)), message)
})

t.test('German writes as German does', async t => {
  for (const [message, german] of known) {
    t.notMatch(german, /["“][^“”]*"|\.\.\./, message)
    t.notMatch(german, /\b(du|dich|dein\w*)\b/, `${message}: readers are addressed as Sie`)
  }
})

/** What a message must be given, sorted. */
function namesOf (elements: readonly MessageFormatElement[]): string[] {
  const names = elements.flatMap(element => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    const inside = element.type === TYPE.tag ? namesOf(element.children) : 'options' in element ? Object.values(element.options).flatMap(({ value }) => namesOf(value)) : []
    return [element.value, ...inside]
  })
  return [...new Set(names)].sort()
}

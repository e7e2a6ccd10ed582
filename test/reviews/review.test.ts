import t from 'tap'
import { translator } from '../../src/languages/translate.ts'
import { parseReason, parseReply, parseReview, shownName } from '../../src/reviews/review.ts'

const say = translator('en')
const GOOD = { stars: '4', title: 'Good', body: 'It pours well and stays warm.', name: 'Ann A.' }
const errorsOf = (changes: Partial<typeof GOOD>): string[] => Object.keys(parseReview({ ...GOOD, ...changes }).errors)

t.test('a review is taken as it was meant', async t => {
  t.strictSame(parseReview({ ...GOOD, title: '  Very \n good ', body: ' One.\r\n\r\n\r\n\r\nTwo \t three. \u0007' }), {
    words: { stars: 4, title: 'Very good', body: 'One.\n\nTwo three.', name: 'Ann A.' }, errors: {}
  })
  t.strictSame(errorsOf({ title: '' }), [], 'a heading is not asked for')
})

t.test('stars are one to five', async t => {
  for (const stars of ['1', '5']) t.strictSame(errorsOf({ stars }), [])
  for (const stars of ['', '0', '6', '4.5', '-1', '05', '5 ', '٣', 'five']) t.strictSame(errorsOf({ stars }), ['stars'], stars)
  const { stars, ...without } = GOOD
  t.strictSame(Object.keys(parseReview(without).errors), ['stars'])
})

t.test('lengths are counted as a reader would, after tidying', async t => {
  t.strictSame(errorsOf({ body: 'x'.repeat(2000) }), [])
  t.strictSame(errorsOf({ body: 'x'.repeat(2001) }), ['body'])
  t.strictSame(errorsOf({ body: '🫖'.repeat(2000) }), [])
  t.strictSame(errorsOf({ body: ' '.repeat(5000) }), ['body'])
  t.match(say(parseReview({ ...GOOD, body: 'Nice' }).errors.body ?? ''), /little more/)
  t.strictSame(errorsOf({ title: 'x'.repeat(81), name: 'x'.repeat(41) }), ['title', 'name'])
  t.strictSame(errorsOf({ name: ' \n ' }), ['name'])
})

t.test('no addresses; a slip of the full stop is none', async t => {
  for (const text of ['see https://evil.example/x now', 'HTTP://EVIL', 'www.evil.example', 'look at evil-shop.com today', 'write to me@evil.example please']) {
    t.strictSame(errorsOf({ body: text }), ['body'], text)
    t.strictSame(errorsOf({ title: text }), ['title'], text)
  }
  for (const text of ['It pours.Never drips, honestly', 'Holds 1.2 litres, not 1.5', 'At 18.90 it is a bargain', 'Mug no. 4 is the best...']) t.strictSame(errorsOf({ body: text }), [], text)
})

t.test('nothing turns the page around, hides, or piles up', async t => {
  for (const text of ['abc\u202Edef and more', 'zero\u200Bwidth and more', `a${'\u0301'.repeat(9)} and more of it`, '\u2014\u2014\u2014\u2014\u2014\u2014\u2014\u2014\u2014\u2014\u2014']) t.strictSame(errorsOf({ body: text }), ['body'], JSON.stringify(text))
  t.strictSame(errorsOf({ name: '\u202Enna' }), ['name'])
  t.strictSame(errorsOf({ body: 'Très bien, großartig, とても良い, ممتاز جدا' }), [])
})

t.test('a refusal says why, a reply may be empty', async t => {
  t.equal(say(parseReason('  ').errors.reason ?? ''), 'Write the reason')
  t.match(say(parseReason('x'.repeat(301)).errors.reason ?? ''), /at most 300/)
  t.strictSame(parseReason(' Names others. ').text, 'Names others.')
  t.strictSame(parseReply('').errors, {})
  t.match(say(parseReply('x'.repeat(1001)).errors.reply ?? ''), 'Write the reply in at most 1,000 characters. These are 1,001')
  t.strictSame(parseReply('See https://pottle.example/lids').errors, {}, 'the shop may point somewhere')
})

t.test('who says nothing else is shown with a first name and a letter', async t => {
  t.equal(shownName('Ann Archer'), 'Ann A.')
  t.equal(shownName('  Ann   van der Berg '), 'Ann B.')
  t.equal(shownName('Ann'), 'Ann')
  t.equal(shownName('Ann 7'), 'Ann')
  t.equal(shownName(''), '')
  t.ok(parseReview({ ...GOOD, name: shownName('x'.repeat(99) + ' Y') }).words.name.length <= 40)
})

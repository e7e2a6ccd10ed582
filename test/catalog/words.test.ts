import t from 'tap'
import { parseWords, splitWords, suggestProducts } from '../../src/catalog/words.ts'
import { catalogWith } from './goods.ts'

const shop = await catalogWith([
  { name: 'Dipped mug', prices: [1800], stock: [4] },
  { name: 'Moss bottle vase', prices: [4200], stock: [4] },
  { name: 'Mushroom lamp', prices: [9600], stock: [0] }
])
const suggested = (text: string, limit = 6) => suggestProducts(shop, text, limit).map(({ name }) => name)

t.test('words are fit for a page and for Postgres, whatever was sent', async t => {
  t.equal(parseWords('  blue \t\n mug '), 'blue mug')
  t.equal(parseWords('a\u0000b\u0007c'), 'a b c')
  t.equal(parseWords('mug \ud800'), 'mug')
  t.equal(parseWords('😀'), '😀')
  t.equal(parseWords('x'.repeat(9000)).length, 100)
  t.equal(parseWords('x'.repeat(99) + '😀'), 'x'.repeat(99), 'the cut leaves no half character')
  t.equal(parseWords('e\u0301'), 'é')
})

t.test('only letters and digits are words', async t => {
  t.strictSame(splitWords('Clay pot, no. 4!'), ['clay', 'pot', 'no', '4'])
  t.strictSame(splitWords('\'":*&|()<->'), [])
  t.equal(splitWords('a '.repeat(50)).length, 10)
})

t.test('suggestions begin like the words, in any order, sold out or not', async t => {
  t.strictSame(suggested('mu'), ['Dipped mug', 'Mushroom lamp'])
  t.strictSame(suggested('mu', 1), ['Dipped mug'])
  t.strictSame(suggested('VAS mos'), ['Moss bottle vase'])
  t.strictSame(suggested('ottle'), [], 'not in the middle')
  t.strictSame(suggested('mu vase'), [], 'all of the words')
  t.strictSame(suggested('…'), [])
})

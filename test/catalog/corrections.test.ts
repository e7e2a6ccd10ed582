import t from 'tap'
import { correctWords, countSlips } from '../../src/catalog/corrections.ts'
import { catalogWith } from './goods.ts'

const shop = await catalogWith(['Dusk teapot', 'Beeswax tapers', 'Watering can', 'Dipped mug', 'Egg cup', 'Beech board', 'Moon jar', 'Pot no 4'].map(name => ({ name, prices: [1800], stock: [4] })))
const corrected = (text: string) => correctWords(shop, text.split(' ')).join(' ')

t.test('slips: one letter more, less, another, or two the wrong way round', async t => {
  for (const [from, to, slips] of [['mug', 'mug', 0], ['mugg', 'mug', 1], ['mg', 'mug', 1], ['mig', 'mug', 1], ['mgu', 'mug', 1], ['', 'mug', 3], ['teapto', 'teapot', 1], ['ab', 'ba', 1], ['abc', 'ca', 3]] as const) {
    t.equal(countSlips(from, to), slips, `${from} ${to}`)
    t.equal(countSlips(to, from), slips, `${to} ${from}`)
  }
})

t.test('the nearest word of the shop is what was meant', async t => {
  t.equal(corrected('teepot'), 'teapot')
  t.equal(corrected('teapto'), 'teapot')
  t.equal(corrected('mgu'), 'mug')
  t.equal(corrected('beeswacks'), 'beeswax')
  t.equal(corrected('wattering cann'), 'watering can')
  t.equal(corrected('dusk teepot'), 'dusk teapot', 'a word that is known stays')
  t.equal(corrected('pot no 4'), 'pot no 4', 'however short')
  t.equal(corrected('linnen'), 'linen', 'departments are known, too')
  t.equal(corrected('smal'), 'small', 'and sizes and glazes')
})

t.test('what is like nothing is left out; too much is not tried', async t => {
  t.equal(corrected('xylophone'), '')
  t.equal(corrected('xylophone teepot'), 'teapot')
  t.equal(corrected('mu'), '', 'two letters say too little')
  t.equal(corrected('cat'), 'can', 'one slip in three letters')
  t.equal(corrected('dog'), '', 'two are another word')
  t.strictSame(correctWords(shop, []), [])
  t.strictSame(correctWords(shop, ['teepot', 'mugg', 'can', 'jar', 'cup']), [])
  t.strictSame(correctWords(shop, ['x'.repeat(100)]), [])
})

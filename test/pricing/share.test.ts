import t from 'tap'
import { shareOut } from '../../src/pricing/share.ts'
import { includedTax, taxesOf, taxRateOf } from '../../src/pricing/tax.ts'
import { randomOf } from '../helpers/random.ts'

t.test('shares add up to the cent, and none is off by a cent or more', async t => {
  t.strictSame(shareOut(100, [1, 1, 1]), [34, 33, 33])
  t.strictSame(shareOut(1, [1, 99]), [0, 1])
  t.strictSame(shareOut(5, [0, 0]), [5, 0])
  t.strictSame(shareOut(0, [3, 4]), [0, 0])
  t.strictSame(shareOut(900_000_000, [999_999_999, 1]).reduce((a, b) => a + b), 900_000_000)
  const random = randomOf(t, 7)
  for (let round = 0; round < 2000; round += 1) {
    const cents = random(100_000)
    const weights = Array.from({ length: 1 + random(12) }, () => random(5_000))
    const whole = weights.reduce((a, b) => a + b, 0)
    const shares = shareOut(cents, weights)
    if (shares.reduce((a, b) => a + b, 0) !== cents) t.fail(`${cents} by ${weights.join()}: ${shares.join()}`)
    if (whole > 0 && shares.some((share, at) => Math.abs(share - cents * (weights[at] ?? 0) / whole) >= 1)) t.fail(`${cents} by ${weights.join()}: ${shares.join()}`)
  }
})

t.test('the tax in a gross amount, to the nearest cent, half up', async t => {
  t.equal(includedTax(12_300, 2300), 2300)
  t.equal(includedTax(1190, 1900), 190)
  t.equal(includedTax(100, 1900), 16) // 15.97
  t.equal(includedTax(1800, 2550), 366) // 365.74
  t.equal(includedTax(999, 0), 0)
  t.equal(includedTax(3, 10_000), 2) // 1.5
})

t.test('taxes: of lines and delivery together they are those of the rates, whatever is bought', async t => {
  const random = randomOf(t, 11)
  for (let round = 0; round < 2000; round += 1) {
    const lines = Array.from({ length: 1 + random(8) }, () => ({ rateBps: [0, 700, 1350, 1900, 2300][random(5)] ?? 0, grossCents: random(20_000) }))
    const delivery = random(3) === 0 ? 0 : random(2000)
    const taxes = taxesOf(lines, delivery)
    const gross = lines.reduce((sum, { grossCents }) => sum + grossCents, 0) + delivery
    const problem = taxes.rates.reduce((sum, { grossCents }) => sum + grossCents, 0) !== gross ||
      taxes.rates.reduce((sum, { taxCents }) => sum + taxCents, 0) !== taxes.taxCents ||
      taxes.rates.some(({ rateBps, grossCents, taxCents }) => taxCents !== includedTax(grossCents, rateBps)) ||
      taxes.lines.some((tax, at) => tax < 0 || tax > (lines[at]?.grossCents ?? 0)) ||
      taxes.lines.reduce((sum, tax) => sum + tax, 0) > taxes.taxCents
    if (problem) t.fail(JSON.stringify({ lines, delivery, taxes }))
  }
  t.strictSame(taxesOf([{ rateBps: 2300, grossCents: 6000 }, { rateBps: 1350, grossCents: 2000 }], 400).rates, [
    { rateBps: 2300, grossCents: 6300, taxCents: 1178 }, { rateBps: 1350, grossCents: 2100, taxCents: 250 }
  ], 'delivery is taxed as the goods that it brings')
})

t.test('a class without a rate is taxed like most goods, and what is exported is not', async t => {
  const rates = { IE: { standard: 2300, reduced: 1350 } }
  t.strictSame([taxRateOf(rates, 'IE', 'reduced'), taxRateOf(rates, 'IE', 'books'), taxRateOf(rates, 'US', 'standard')], [1350, 2300, 0])
})

import t from 'tap'
import { barsOf, formatAverage, rankOf, ratingOf } from '../../src/reviews/rating.ts'

t.test('the average is rounded to a tenth, and there is none without reviews', async t => {
  t.equal(ratingOf([0, 0, 0, 0, 0], []), undefined)
  t.match(ratingOf([0, 0, 0, 0, 1], []), { count: 1, average: 5 })
  t.match(ratingOf([0, 0, 1, 2, 4], []), { count: 7, average: 4.4 })
  t.match(ratingOf([1, 1, 1, 1, 1], []), { count: 5, average: 3 })
  t.match(ratingOf([1, 0, 0, 0, 0], []), { average: 1 })
})

t.test('the figure is written as its reader writes figures', async t => {
  t.equal(formatAverage(4.6, 'en-IE'), '4.6')
  t.equal(formatAverage(4.6, 'de-DE'), '4,6')
  t.equal(formatAverage(5, 'en-GB'), '5.0')
})

t.test('one delighted customer does not stand before forty, nor nobody behind an angry one', async t => {
  const rank = (...counts: number[]): number => rankOf(ratingOf(counts, []))
  t.ok(rank(0, 0, 0, 5, 35) > rank(0, 0, 0, 0, 1))
  t.ok(rank(0, 0, 0, 0, 2) > rank(0, 0, 0, 0, 1))
  t.ok(rank(0, 0, 0, 0, 1) > rankOf(undefined))
  t.ok(rankOf(undefined) > rank(1, 0, 0, 0, 0))
})

t.test('the bars are parts of all reviews, five stars first', async t => {
  const rating = ratingOf([0, 0, 1, 2, 5], [])
  t.strictSame(rating && barsOf(rating).map(({ stars, count, percent }) => [stars, count, percent]), [[5, 5, 63], [4, 2, 25], [3, 1, 13], [2, 0, 0], [1, 0, 0]])
})

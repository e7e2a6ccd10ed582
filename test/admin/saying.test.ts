import t from 'tap'
import { sayAge, sayCount, sayMoment, sayMomentFully } from '../../src/admin/saying.ts'

const NOW = new Date('2026-11-21T00:30:00Z')
const at = (text: string): Date => new Date(`${text}Z`)

t.test('a moment is said as shortly as it is clear', async t => {
  const moments: Array<[string, string]> = [
    ['2026-11-21T00:29:59', 'Today, 00:29'], ['2026-11-20T23:59', 'Yesterday, 23:59'], ['2026-11-20T00:00', 'Yesterday, 00:00'],
    ['2026-11-19T23:59', '19 Nov, 23:59'], ['2026-01-01T00:00', '1 Jan, 00:00'], ['2025-12-31T23:59', '31 Dec 2025']
  ]
  for (const [text, said] of moments) t.equal(sayMoment(at(text), NOW, 'en-IE'), said)
  t.equal(sayMoment(at('2026-01-01T12:00'), at('2025-12-31T12:00'), 'en-IE'), '1 Jan 2026', 'a clock that is ahead')
  t.equal(sayMoment(at('2025-12-31T23:59'), at('2026-01-01T00:01'), 'en-IE'), 'Yesterday, 23:59', 'over the turn of the year')
  t.match(sayMoment(at('2026-03-01T13:05'), NOW, 'de-DE'), /^1\. März, 13:05$/)
  t.equal(sayMomentFully(at('2026-11-18T23:59'), NOW, 'en-IE'), '18 Nov 2026, 23:59, 2 days ago')
})

t.test('an age is whole hours, then whole days', async t => {
  const ages: Array<[string, string]> = [
    ['2026-11-21T00:31', 'less than an hour'], ['2026-11-20T23:31', 'less than an hour'], ['2026-11-20T23:30', '1 hour'], ['2026-11-20T00:30', '24 hours'],
    ['2026-11-19T00:31', '47 hours'], ['2026-11-19T00:30', '2 days'], ['2026-11-18T00:31', '2 days'], ['2022-11-21T00:30', '1,461 days']
  ]
  for (const [text, said] of ages) t.equal(sayAge(at(text), NOW), said, text)
})

t.test('a count that was given up says so', async t => {
  t.strictSame([0, 999, 1000, 1001, 2002].map(count => sayCount(count, 'en-IE')), ['0', '999', '1,000', '1,000+', '1,000+'])
})

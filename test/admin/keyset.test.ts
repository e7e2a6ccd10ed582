import t from 'tap'
import { readKeysetPage, type KeysetPage } from '../../src/admin/keyset.ts'
import { pagesOf } from '../../src/admin/numbered.ts'
import { differences } from '../../src/admin/audit/change.ts'

const read = (rows: number[], { after, before, size = 3 }: { after?: number, before?: number, size?: number } = {}): Promise<KeysetPage<number>> =>
  readKeysetPage({ size, after, before }, async (cursor, limit, isBackwards) => {
    const along = isBackwards ? rows.toReversed() : rows
    return along.filter(row => cursor === undefined || (isBackwards ? row < cursor : row > cursor)).slice(0, limit)
  })

t.test('a list is paged to its end and back without a gap', async t => {
  const rows = [1, 2, 3, 4, 5, 6, 7]
  t.strictSame(await read(rows), { rows: [1, 2, 3], previous: undefined, next: 3 })
  t.strictSame(await read(rows, { after: 3 }), { rows: [4, 5, 6], previous: 4, next: 6 })
  t.strictSame(await read(rows, { after: 6 }), { rows: [7], previous: 7, next: undefined })
  t.strictSame(await read(rows, { before: 7 }), { rows: [4, 5, 6], previous: 4, next: 6 })
  t.strictSame(await read(rows, { before: 4 }), { rows: [1, 2, 3], previous: undefined, next: 3 }, 'the first page is shown whole')
  t.strictSame(await read(rows, { before: 2 }), { rows: [1, 2, 3], previous: undefined, next: 3 })
  t.strictSame(await read([]), { rows: [], previous: undefined, next: undefined })
})

t.test('of a change the audit log has the fields that differ', async t => {
  t.strictSame(differences({ name: 'Mug', price: { EUR: 100 } }, { name: 'Mug', price: { EUR: 120 } }), { before: { price: { EUR: 100 } }, after: { price: { EUR: 120 } } })
  t.equal(differences({ name: 'Mug', tags: ['a'] }, { name: 'Mug', tags: ['a'] }), undefined)
  t.strictSame(differences(undefined, { name: 'Mug' }), { before: undefined, after: { name: 'Mug' } })
})

t.test('a numbered page says which rows it has, and of how many where that is known', async t => {
  const rangeOf = (page: number, found: number, total?: string): string => pagesOf(page, 50, found, String, total).range
  t.strictSame([rangeOf(1, 51, '66'), rangeOf(2, 16, '66')], ['1–50 of 66', '51–66 of 66'])
  t.strictSame([rangeOf(1, 51, '1,000+'), rangeOf(2, 51)], ['1–50 of 1,000+', '51–100'])
  t.strictSame([rangeOf(1, 50, '50'), rangeOf(1, 0), rangeOf(3, 0)], ['', '', ''], 'one page is all there is')
})

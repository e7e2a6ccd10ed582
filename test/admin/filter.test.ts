import t from 'tap'
import { ORDER_STATUSES } from '../../src/orders/order.ts'
import { orderListUrl, parseFilter } from '../../src/admin/order-list/filter.ts'
import { parseSearch } from '../../src/admin/order-list/search.ts'
import { isOwed, isUnderWay, nextStatuses } from '../../src/admin/status.ts'
import { UnprocessableInput } from '../../src/plugins/errors.ts'

const ID = '00000000-0000-4000-8000-000000000000'

t.test('an order goes its way, and nowhere else', async t => {
  const next = (payment: string, isPaid: boolean): object => Object.fromEntries(ORDER_STATUSES.map(status => [status, nextStatuses({ status, payment, isPaid })]))
  const steps = next('card', false)
  t.strictSame(steps, {
    placed: ['paid', 'cancelled'], paid: ['packed', 'cancelled'], packed: ['sent', 'cancelled'], sent: ['delivered'], delivered: [], cancelled: []
  })
  t.strictSame(next('invoice', false), {
    placed: ['packed', 'paid', 'cancelled'], paid: ['packed', 'cancelled'], packed: ['sent', 'paid', 'cancelled'], sent: ['delivered', 'paid'], delivered: ['paid'], cancelled: []
  }, 'who pays later gets it sooner, and may pay at any time')
  t.strictSame(next('invoice', true), steps, 'nobody pays twice')
  t.strictSame(ORDER_STATUSES.filter(status => isOwed({ status, payment: 'invoice', isPaid: false })), ['placed', 'packed', 'sent', 'delivered'])
  t.notOk(isOwed({ status: 'sent', payment: 'invoice', isPaid: true }) || isOwed({ status: 'placed', payment: 'card', isPaid: false }))
  t.strictSame(ORDER_STATUSES.filter(isUnderWay), ['placed', 'paid', 'packed', 'sent'])
})

t.test('what the address asks for goes into it again', async t => {
  for (const query of ['', '?status=paid', '?q=a+%26+b', '?from=2026-01-01&to=2026-01-31', '?sort=total-asc', `?sort=number-asc&after=P-00000000_${ID}`, `?before=12_${ID}`]) {
    const { filter, errors } = parseFilter(Object.fromEntries(new URLSearchParams(query)))
    t.strictSame(errors, {})
    t.equal(orderListUrl(filter, { after: filter.after, before: filter.before }), `/admin/orders${query}`)
  }
  t.equal(orderListUrl({ status: 'paid', q: 'x', after: { key: '1', orderId: ID } }, { sort: 'total-asc' }), '/admin/orders?status=paid&q=x&sort=total-asc', 'another sort begins at its first page')
  t.strictSame(parseFilter({ status: '', q: ' ', from: '', to: '', sort: '', after: '', before: '' }).filter, { q: '', sort: 'date-desc' }, 'empty fields of a form ask for nothing')
})

t.test('days are days of the calendar', async t => {
  for (const from of ['2026-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '1969-12-31', '20260101', '2026-01-01T00:00', '٢٠٢٦-٠١-٠١', 'yesterday', '99999-01-01']) {
    t.ok(parseFilter({ from }).errors.from, from)
    t.ok(parseFilter({ to: from }).errors.to, from)
  }
  for (const from of ['2024-02-29', '1970-01-01', '9999-12-31']) t.strictSame(parseFilter({ from, to: from }).errors, {}, from)
  t.ok(parseFilter({ from: '2026-01-02', to: '2026-01-01' }).errors.to)
})

t.test('a cursor of another sort is none', async t => {
  t.throws(() => parseFilter({ after: `P-00000000_${ID}` }), new UnprocessableInput('This is not a page of the list.'))
  t.throws(() => parseFilter({ before: `99999999999999999_${ID}`, sort: 'total-asc' }), new UnprocessableInput('This is not a page of the list.'))
})

t.test('what is typed is a SKU, an e-mail address or words', async t => {
  t.strictSame(parseSearch('mug-slate', { by: 'sku', sought: 'MUG-SLATE' }), { by: 'sku', sought: 'MUG-SLATE' })
  t.strictSame(parseSearch('50%_\\@example', undefined), { by: 'email', sought: '50\\%\\_\\\\@example%' })
  const words = (q: string): string => parseSearch(q, undefined).sought
  t.equal(words('Marta Kell'), "'Marta' & 'Kell':*")
  t.equal(words('P-7K3M'), "'7K3M':*")
  t.equal(words('p-7k3m'), "'7k3m':*")
  t.equal(words("o'brien | ! ( ) : * <-> \\ & \" x"), "'o' & 'brien' & 'x':*", 'nothing of what is typed is an operator')
  t.equal(words('!!! ***'), '')
})

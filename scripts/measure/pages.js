const DAY_MS = 24 * 60 * 60 * 1000
const LINKS_OF_A_KIND = 3
const NEXT = /[?&](?:after|before|page)=/
const NO_PAGE = /\.(csv|pdf)\b|\/html$|\/data$/
// What names one row in an address: a number of an order, an id, a SKU, a slug.
const ROW = /\/(?:P-[0-9A-Z]+|[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z0-9]+(?:-[A-Z0-9]+)+)(?=\/|$)/g

/** `/admin/orders/…`: the address without what it is about. */
export function patternOf (url) {
  const { pathname } = new URL(url, 'http://localhost')
  return pathname.replace(ROW, '/…').replace(/^(\/admin\/(?:products|categories|settings\/mail|settings\/delivery|staff\/roles))\/(?!new$|prices$|import$).+$/, '$1/…')
}

/**
 * Visits the pages of the admin: each list under filters that find much, little and nothing, in every order, with the page after it,
 * and from there a few of every kind of page that a link leads to. `every`: so many filters of a list are one that is tried.
 */
export async function visitAdmin ({ client, visit, below, every }) {
  const seen = new Set()
  const followed = new Map()
  const waiting = [...await listsOf(client)].filter((url, at) => url.startsWith(below) && (at % every === 0 || !url.includes('&')))
  for (let at = 0; at < waiting.length; at++) {
    const url = waiting[at]
    if (seen.has(url)) continue
    seen.add(url)
    for (const link of linksIn(await visit(url)).filter(link => link.startsWith(below))) {
      const isNext = NEXT.test(link)
      if (isNext && NEXT.test(url)) continue // the page after a first one, and not the whole list
      const kind = patternOf(link) + (isNext ? `, after ${url}` : '')
      const count = followed.get(kind) ?? 0
      if (seen.has(link) || count >= (isNext ? 1 : LINKS_OF_A_KIND)) continue
      followed.set(kind, count + 1)
      waiting.push(link)
    }
  }
}

function linksIn (body) {
  return [...body.matchAll(/href="(\/admin[^"#]*)/g)].map(([, link]) => link.replaceAll('&amp;', '&')).filter(link => !NO_PAGE.test(link))
}

async function listsOf (client) {
  const first = async (text, ...values) => String(Object.values((await client.query(text, values)).rows[0] ?? { none: 'none' })[0])
  const day = daysAgo => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10)
  const rareSku = await first('select sku from order_line group by sku order by count(*), sku limit 1')
  const commonSku = await first('select sku from order_line group by sku order by count(*) desc, sku limit 1')
  const busiest = await first('select shopper_id from orders group by shopper_id order by count(*) desc limit 1')
  const email = await first('select email from orders where shopper_id = $1 limit 1', busiest)
  const number = await first('select number from orders order by placed_at limit 1 offset 1000')
  const tracking = await first("select tracking_number from parcel where tracking_number <> '' limit 1")
  const customer = await first('select shopper_id from customer join orders using (shopper_id) group by shopper_id order by count(*) desc limit 1')

  const WORDS = ['marta', 'marta keller', 'example', 'a', 'zzzz', email, `${email.split('@')[0]}@`, 'mug', commonSku, rareSku]
  const list = (path, ...choices) => combine(choices).map(query => path + (Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ''))
  const q = words => ['', ...words].map(word => word === '' ? {} : { q: word })
  const of = (name, values) => [{}, ...values.map(value => ({ [name]: value }))]
  const days = [{}, { from: day(30) }, { from: day(600), to: day(300) }, { from: day(-9) }]
  const sieves = [
    ...['paid', 'unpaid', 'card', 'invoice', 'refunded'].map(payment => ({ payment })),
    ...['standard', 'express'].map(shipping => ({ shipping })), ...['IE', 'LU', 'SE'].map(country => ({ country })),
    { min_total: '500' }, { max_total: '10' }, { min_total: '20', max_total: '21' }, { payment: 'unpaid', shipping: 'express', country: 'LU', min_total: '100' },
    { sku: rareSku }, { sku: commonSku }, { sku: 'NO-SUCH' }, { coupon: 'FEW-10' }, { coupon: 'MANY-10' }, { coupon: 'NO-SUCH' },
    { customer: busiest }, { customer: email }, { customer: 'nobody@example.com' }, { sku: commonSku, coupon: 'MANY-10', country: 'DE' }, { sku: commonSku, coupon: 'FEW-10' },
    { q: 'marta', country: 'DE' }, { q: 'marta keller', payment: 'unpaid' }, { q: 'example', shipping: 'express' }, { q: commonSku, payment: 'card' }, { q: 'zzzz', payment: 'paid' }
  ]
  const words = [number, number.slice(0, 5), tracking, ...WORDS].map(word => ({ q: word }))
  const orders = combine([[{}, ...words, ...sieves], days, of('status', ['placed', 'delivered'])])
  const sorts = ['date-desc', 'date-asc', 'total-desc', 'number-asc', 'total-asc'] // they take turns
  return [
    ...list('/admin', [{}, { days: '7' }, { days: '90' }, { from: day(400), to: day(310) }, { from: day(360), to: day(1) }]),
    ...orders.map((query, at) => `/admin/orders?${new URLSearchParams({ ...query, sort: sorts[at % sorts.length] })}`),
    ...list('/admin/orders', of('status', ['placed', 'paid', 'packed', 'sent', 'delivered', 'cancelled'])),
    ...list('/admin/returns', of('state', ['requested', 'approved', 'received', 'refused', 'withdrawn', 'all'])),
    ...list('/admin/reviews', of('state', ['waiting', 'published', 'refused', 'all'])),
    ...list('/admin/customers', of('part', ['locked', 'unconfirmed']), of('role', ['shopper', 'staff']), q(WORDS), of('sort', ['joined-asc', 'name-asc', 'name-desc'])),
    `/admin/customers/${customer}`, `/admin/customers/${customer}/erase`,
    ...list('/admin/products', of('state', ['published', 'draft', 'scheduled', 'over']), of('lack', ['stock', 'picture', 'german']), q(['mug', 'xylophone', commonSku, 'a']), of('sort', ['changed-asc', 'name-asc', 'name-desc'])),
    ...list('/admin/stock', of('show', ['low', 'out', 'unsold']), q(['mug', commonSku, 'xylophone']), of('sort', ['available-asc', 'available-desc', 'sold-desc', 'name-asc'])),
    `/admin/stock/${commonSku}`, `/admin/stock/${rareSku}`, '/admin/stock/count',
    ...list('/admin/coupons', q(['welcome', 'zzzz'])),
    ...list('/admin/audit', of('outcome', ['changed', 'allowed', 'refused']), [{}, { kind: 'order' }, { kind: 'order', key: number }, { kind: 'product' }, { q: 'robin' }, { q: number }, { q: 'zzzz' }, { q: 'status' }], days),
    '/admin/staff', '/admin/staff/roles', '/admin/settings', '/admin/settings/mail', '/admin/settings/delivery', '/admin/settings/taxes', '/admin/categories', '/admin/orders/views'
  ]
}

/** One of each: `[[a, b], [c, d]]` becomes ac, ad, bc, bd. */
function combine (choices) {
  return choices.reduce((made, some) => made.flatMap(query => some.map(more => ({ ...query, ...more }))), [{}])
}

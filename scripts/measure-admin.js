import process from 'node:process'
import { measureStatements } from './measure-statements.js'

// `ADMIN_EMAIL=… ADMIN_PASSWORD=… node scripts/measure-admin.js http://127.0.0.1:3000`: opens the list of orders in a running
// shop under every combination of status, days, search and sort, two pages of each, and says how long the pages took.
// To be run after scripts/many-orders.js. Ends with 1 when a page took longer than LIMIT_MS or was no page. With DATABASE_URL of the same
// shop, every statement of the list is explained as well: one that reads a big table whole, or takes longer than STATEMENT_LIMIT_MS, ends it with 1, too.
const LIMIT_MS = Number(process.env.LIMIT_MS ?? 1000)
const STATEMENT_LIMIT_MS = Number(process.env.STATEMENT_LIMIT_MS ?? 100)
const DAY_MS = 24 * 60 * 60 * 1000

const shop = process.argv[2] ?? 'http://127.0.0.1:3000'
const cookie = await signIn()
const day = daysAgo => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10)
const old = await open(`/admin/orders?from=${day(400)}&to=${day(399)}`)
const number = /data-order-row="([^"]+)"/.exec(old.body)?.[1] ?? fail('There are no orders: run scripts/many-orders.js first.')
const [, name, email] = /<td role="cell">([^<]+)<[^]*?orders__email muted">([^<]+)/.exec(old.body) ?? []
const sku = /data-line="([^"]+)"/.exec((await open(`/admin/orders/${number}`)).body)?.[1]

const STATUSES = ['', 'placed', 'paid', 'packed', 'sent', 'delivered', 'cancelled']
const SORTS = ['date-desc', 'date-asc', 'total-desc', 'total-asc', 'number-asc', 'number-desc']
const DAYS = { 'all days': {}, today: { from: day(0) }, 'a month': { from: day(30) }, 'an old month': { from: day(600), to: day(570) }, 'a year': { from: day(365) }, 'days to come': { from: day(-9) } }
const SEARCHES = {
  nothing: '',
  number,
  'part of a number': number.slice(0, 5),
  'e-mail': email,
  'part of an e-mail': `${email.split('@')[0]}@`,
  name,
  'first name': name.split(' ')[0],
  'every order': 'example',
  'one letter': 'a',
  nobody: 'zzzz',
  SKU: sku
}

const SIEVES = [
  { payment: 'unpaid' }, { payment: 'refunded' }, { shipping: 'express' }, { country: 'LU' }, { min_total: '100', max_total: '120' }, { sku }, { coupon: 'FEW-10' }, { coupon: 'MANY-10' },
  { customer: email }, { payment: 'card', shipping: 'express', country: 'DE' }, { sku, country: 'DE', payment: 'paid' }
]

const times = []
for (const [searched, q] of Object.entries(SEARCHES)) {
  for (const [range, days] of Object.entries(DAYS)) {
    const before = times.length
    for (const status of STATUSES) for (const sort of SORTS) await measure({ status, sort, q, ...days })
    const some = times.slice(before).toSorted((a, b) => a.ms - b.ms)
    console.log(`${searched.padEnd(18)} ${range.padEnd(13)} median ${show(some.at(some.length / 2))} worst ${show(some.at(-1))}`)
  }
}
for (const sieve of SIEVES) {
  const before = times.length
  for (const days of Object.values(DAYS)) for (const status of STATUSES) for (const sort of SORTS) await measure({ ...sieve, status, sort, ...days })
  const some = times.slice(before).toSorted((a, b) => a.ms - b.ms)
  console.log(`${String(new URLSearchParams(sieve)).slice(0, 31).padEnd(32)} median ${show(some.at(some.length / 2))} worst ${show(some.at(-1))}`)
}
times.sort((a, b) => a.ms - b.ms)
const at = share => show(times[Math.floor((times.length - 1) * share)])
console.log(`${times.length} pages: median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, worst ${at(1)} ${times.at(-1).url}`)
if (times.at(-1).ms > LIMIT_MS) fail(`The slowest page took longer than ${LIMIT_MS} ms.`)
if (process.env.DATABASE_URL) {
  const findings = await measureStatements(process.env.DATABASE_URL, { limitMs: STATEMENT_LIMIT_MS, log: console.log })
  if (findings.length > 0) fail([...new Set(findings)].join('\n'))
}

async function measure (query) {
  const first = await open(`/admin/orders?${new URLSearchParams(query)}`)
  const next = /<a href="([^"]+)" rel="next"/.exec(first.body)?.[1].replaceAll('&amp;', '&')
  times.push(first, ...next ? [await open(next)] : [])
}

async function open (url) {
  const start = performance.now()
  const answer = await fetch(shop + url, { headers: { cookie }, redirect: 'manual' })
  const body = await answer.text()
  if (answer.status !== 200) fail(`${url} answers ${answer.status}`)
  return { url, body, ms: performance.now() - start }
}

async function signIn () {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = process.env
  if (!email || !password) fail('Set ADMIN_EMAIL and ADMIN_PASSWORD.')
  const answer = await fetch(`${shop}/login`, { method: 'POST', body: new URLSearchParams({ email, password }), redirect: 'manual' })
  if (answer.status !== 303) fail(`Signing in answers ${answer.status}`)
  return answer.headers.getSetCookie().map(line => line.split(';')[0]).join('; ')
}

function show ({ ms }) {
  return `${ms.toFixed(1).padStart(6)} ms`
}

function fail (sentence) {
  console.error(sentence)
  process.exit(1)
}

import process from 'node:process'

// `ADMIN_EMAIL=… ADMIN_PASSWORD=… node scripts/measure-admin.js http://127.0.0.1:3000`: opens the list of orders in a running
// shop under every combination of status, days, search and sort, two pages of each, and says how long the pages took.
// To be run after scripts/many-orders.js. Ends with 1 when a page took longer than LIMIT_MS or was no page.
const LIMIT_MS = Number(process.env.LIMIT_MS ?? 1000)
const DAY_MS = 24 * 60 * 60 * 1000

const shop = process.argv[2] ?? 'http://127.0.0.1:3000'
const cookie = await signIn()
const day = daysAgo => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10)
const old = await open(`/admin/orders?from=${day(400)}&to=${day(399)}`)
const number = /data-order-row="([^"]+)"/.exec(old.body)?.[1] ?? fail('There are no orders: run scripts/many-orders.js first.')
const [, name, email] = /<td role="cell">([^<]+)[^]*?orders__email muted">([^<]+)/.exec(old.body) ?? []
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

const times = []
for (const [searched, q] of Object.entries(SEARCHES)) {
  for (const [range, days] of Object.entries(DAYS)) {
    const before = times.length
    for (const status of STATUSES) for (const sort of SORTS) await measure({ status, sort, q, ...days })
    const some = times.slice(before).toSorted((a, b) => a.ms - b.ms)
    console.log(`${searched.padEnd(18)} ${range.padEnd(13)} median ${show(some.at(some.length / 2))} worst ${show(some.at(-1))}`)
  }
}
times.sort((a, b) => a.ms - b.ms)
const at = share => show(times[Math.floor((times.length - 1) * share)])
console.log(`${times.length} pages: median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, worst ${at(1)} ${times.at(-1).url}`)
if (times.at(-1).ms > LIMIT_MS) fail(`The slowest page took longer than ${LIMIT_MS} ms.`)

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

import { AsyncLocalStorage } from 'node:async_hooks'
import process from 'node:process'
import pg from 'pg'
import { buildIfStale, readEnvFile } from './build.js'
import { patternOf, visitAdmin } from './measure/pages.js'
import { bigTables, explain } from './measure/plans.js'

// `node scripts/measure-admin.js`: opens the pages of the admin of the shop of DATABASE_URL, which scripts/fill.js has filled, as an admin would, with
// filters that find much, little and nothing, and has Postgres explain each of their statements while it runs. Ends with 1 when a statement reads
// a big table whole or the statements of a page take longer than LIMIT_MS together. `node scripts/measure-admin.js /admin/stock`: those below this address alone; with EVERY=7
// a seventh of the combinations of filters.
const LIMIT_MS = Number(process.env.LIMIT_MS ?? 100)
const { ADMIN_EMAIL = 'admin@pottle.example', ADMIN_PASSWORD = 'keys-to-the-kiln-room' } = process.env

readEnvFile()
if (!process.env.DATABASE_URL) fail('Say where: DATABASE_URL=postgres://… of a shop that scripts/fill.js has filled.')
if (!await buildIfStale()) fail('The shop does not build.')
const { buildApp } = await import('../dist/app.js')
const { readConfig } = await import('../dist/config.js')

const asked = new AsyncLocalStorage()
noteStatements()
const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: process.env.DATABASE_URL })
await app.ready()
await app.catalog.stop() // its looks for what is new are of no page
const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
await client.query('set jit = off')
const pages = []
const findings = new Map() // by what is wrong: where it was seen first
try {
  const big = await bigTables(client)
  const cookie = await signIn()
  await visitAdmin({ client, visit: url => measure(url, cookie, big), below: process.argv[2] ?? '/admin', every: Number(process.env.EVERY ?? 1) })
} finally {
  await client.end()
  await app.close()
}
report()
if (findings.size > 0) fail([...findings].map(([what, url]) => `${url}: ${what}`).join('\n'))

async function measure (url, cookie, big) {
  const statements = new Map()
  await open(url, cookie) // a first visit counts days that are over, once and for all
  const body = await asked.run(statements, () => open(url, cookie))
  let ms = 0
  for (const { text, values } of statements.values()) {
    const plan = await explain(client, text, values)
    ms += plan.ms
    for (const table of plan.scanned) if (big.has(table)) note(url, `reads all of ${table}\n${text}`)
    if (plan.ms > LIMIT_MS) note(url, `more than ${LIMIT_MS} ms in\n${text}`, `${plan.ms.toFixed(0)} ms, ${plan.pages} pages of memory\n${plan.outline}`)
  }
  if (ms > LIMIT_MS) note(url, `${patternOf(url)} takes more than ${LIMIT_MS} ms`, `${statements.size} statements, ${ms.toFixed(0)} ms`)
  pages.push({ url, ms, statements: statements.size })
  return body
}

function note (url, what, more = '') {
  if (!findings.has(what)) findings.set(what, `${url} ${more}`.trim())
}

async function open (url, cookie) {
  const answer = await app.inject({ url, headers: { cookie, host: 'localhost' } })
  if (answer.statusCode !== 200) fail(`${url} answers ${answer.statusCode}`)
  return answer.body
}

async function signIn () {
  const answer = await app.inject({
    method: 'POST', url: '/login', headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost', origin: 'http://localhost' },
    payload: new URLSearchParams({ email: ADMIN_EMAIL, password: ADMIN_PASSWORD }).toString()
  })
  if (answer.statusCode !== 303) fail(`Signing in answers ${answer.statusCode}: set ADMIN_EMAIL and ADMIN_PASSWORD.`)
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

/** What a page asks Postgres for, once each, whether by the pool or in a transaction. */
function noteStatements () {
  for (const { prototype } of [pg.Pool, pg.Client]) {
    const { query } = prototype
    prototype.query = function (statement, ...more) {
      const { text, values } = typeof statement === 'string' ? { text: statement, values: Array.isArray(more[0]) ? more[0] : [] } : statement
      if (/^\s*(select|with)\b/i.test(text ?? '')) asked.getStore()?.set(JSON.stringify([text, values]), { text, values })
      return query.call(this, statement, ...more)
    }
  }
}

function report () {
  for (const [pattern, some] of groups()) {
    some.sort((a, b) => a.ms - b.ms)
    const worst = some.at(-1)
    console.log(`${pattern.padEnd(34)} ${String(some.length).padStart(4)} pages, ${String(Math.max(...some.map(({ statements }) => statements))).padStart(2)} statements, median ${show(some[some.length >> 1].ms)}, worst ${show(worst.ms)} ${worst.url}`)
  }
}

function groups () {
  const found = new Map()
  for (const page of pages) found.set(patternOf(page.url), [...found.get(patternOf(page.url)) ?? [], page])
  return found
}

function show (ms) {
  return `${ms.toFixed(1).padStart(6)} ms`
}

function fail (sentence) {
  console.error(sentence)
  process.exit(1)
}

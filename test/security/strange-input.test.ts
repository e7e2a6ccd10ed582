import t from 'tap'
import { ACCESS } from '../../src/access.ts'
import { addressOf, FORMS, openCrowd, POST_RULES } from './forms.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
/** Marks text that is sent without being encoded. */
const RAW = 'raw:'
const STRANGE = ['', `\u202Ea${'\u0301'.repeat(2000)}`, 'x'.repeat(20_000), '\r\nx: y{{7*7}}\' or 1=1 --__proto__', RAW + '%ED%A0%80%C0%80%']

t.test('strange text in every field of every form never breaks anything', async t => {
  const { boss, db, number } = await openCrowd(t)
  for (const rule of POST_RULES) {
    const url = addressOf(rule, number)
    let worst = 0
    for (const name of Object.keys(FORMS[rule] ?? {})) {
      await db.query('delete from rate_limit')
      for (const text of STRANGE) {
        // Half a character and broken bytes go as they are: no browser writes them.
        const { statusCode, body } = await boss.clone().send({ method: 'POST', url, payload: formOf({ ...FORMS[rule], [name]: text }), headers: FORM })
        worst = Math.max(worst, statusCode)
        if (statusCode >= 500) t.fail(`${rule} ${name}=${JSON.stringify(text.slice(0, 20))}: ${statusCode}`)
        if (/\b49\b(?=<)|<script>alert/.test(body)) t.fail(`${rule} ${name}: ${text.slice(0, 20)} was run`)
      }
    }
    t.ok(worst < 500, `${rule}: ${worst} at worst`)
  }
})

t.test('strange queries and parameters on every page never break anything', async t => {
  const { boss, app, db, number } = await openCrowd(t)
  const names = ['q', 'category', 'max_price', 'in_stock', 'sort', 'page', 'sku', 'next', 'token', 'key', 'status', 'from', 'to', 'after', 'before', 'sent', 'saved', 'left', 'changed', 'deleted', 'resent', 'return_to', '__proto__', 'constructor']
  const values = ['%00', '%', '%ED%A0%80', 'x'.repeat(300), '%E2%80%AE', '%0d%0aset-cookie:%20x=y', '1&NAME=2', '__proto__', '2026-02-31', '-200000-01-01T00:00:00Z', '99999999999999999999']
  for (const rule of Object.keys(ACCESS).filter(rule => rule.startsWith('GET '))) {
    const url = addressOf(rule, number)
    let worst = 0
    const ask = async (address: string): Promise<void> => {
      await db.query('delete from rate_limit')
      const { statusCode, headers } = await boss.clone().get(address)
      worst = Math.max(worst, statusCode)
      if (statusCode >= 500 || headers['x'] || /x=y/.test(String(headers['set-cookie']))) t.fail(`${address.slice(0, 80)}: ${statusCode}`)
    }
    for (const value of values) await ask(`${url}?${names.map(name => `${name}=${value.replace('NAME', name)}`).join('&')}`)
    await ask(`${url}?${names.map(name => `${name}[]=1&${name}[a]=2`).join('&')}`)
    if (rule.includes(':')) for (const value of values) await ask(rule.slice(4).replace(/:\w+/, value.replace(/&.*/, '') || '%20'))
    t.ok(worst < 500, `${rule}: ${worst} at worst`)
  }
  t.equal((await app.inject('/')).statusCode, 200)
})

function formOf (fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields).map(([name, text]) => `${name}=${text.startsWith(RAW) ? text.slice(RAW.length) : encodeURIComponent(text.toWellFormed())}`).join('&')
}

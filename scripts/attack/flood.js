import assert from 'node:assert/strict'
import { watch } from './others.js'

const ADDS = 3000
const AT_ONCE = 20

/** B10 and G5: mails and links for another host, and baskets without end. */
export const flood = [
  {
    id: 'B10',
    name: 'a forgotten password asked for with the Host, and all that proxies send, of another shop',
    async run (shop) {
      const { email } = shop.customer
      const evil = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example', 'x-original-url': '/admin', 'x-rewrite-url': '/admin' }
      const answer = await shop.ask('/forgot-password', { form: { email }, host: 'evil.example', headers: evil })
      assert.ok(answer.status < 400, `taken, not ${answer.status}`)
      for (const page of ['/', '/products', '/login', '/account']) {
        const { text, headers } = await shop.ask(page, { host: 'evil.example', headers: evil })
        assert.ok(!/evil\.example/.test(text + JSON.stringify(headers)), `${page} says nothing of evil.example`)
      }
      const mails = await shop.mailsTo(email)
      assert.ok(mails.some(text => /reset-password/.test(text)), 'the mail is there')
      for (const text of mails) {
        assert.ok(!text.includes('evil.example'), 'no mail says evil.example')
        for (const [, token] of text.matchAll(/[?&]token=([\w-]{16,})/g)) shop.secret(token)
      }
      return 'the link in the mail leads to the shop'
    }
  },
  {
    id: 'G5',
    name: `${ADDS} baskets of visitors without a cookie`,
    async run (shop) {
      const { rows: [before] } = await shop.db.query('select count(*)::integer as count from session')
      const others = watch(shop)
      const seen = {}
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (let count = 0; count < ADDS / AT_ONCE; count++) {
          const { status } = await shop.ask('/cart/items', { form: { sku: 'MUG-SLATE', quantity: '1' } })
          seen[status] = (seen[status] ?? 0) + 1
        }
      }))
      const { p99 } = await others.stop()
      const { rows: [after] } = await shop.db.query('select count(*)::integer as count from session')
      assert.deepEqual(Object.keys(seen).filter(status => !['303', '429'].includes(status)), [], JSON.stringify(seen))
      return `${JSON.stringify(seen)}, ${after.count - before.count} rows; others: p99 ${p99} ms`
    }
  }
]

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { exchange, request } from './wire.js'

const MAX_MEMORY_MB = 700
const LEVEL_ERROR = 50

/** What must hold when all is over. */
export const aftermath = [
  {
    id: 'all',
    name: 'the shop still answers',
    async run (shop) {
      await sleep(500)
      for (const page of ['/healthz', '/readyz', '/', '/products', '/cart', '/login']) {
        const { statuses } = await exchange(shop, request('GET', page, ['Connection: close']))
        assert.deepEqual(statuses, [200], `${page} is answered with 200, not ${statuses}`)
      }
      assert.equal(shop.shop.exitCode, null)
      return '/healthz is ok'
    }
  },
  {
    id: 'all',
    name: 'nothing in the database has changed but visitors\' own baskets',
    async run (shop) {
      assert.deepEqual(await shop.fingerprint(), shop.fingerprintBefore)
      return `${Object.keys(shop.fingerprintBefore).length} tables are as before`
    }
  },
  {
    id: 'F4',
    name: 'no failure in the log',
    async run ({ log }) {
      const lines = log.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line))
      const failures = lines.filter(({ level, res }) => level >= LEVEL_ERROR || res?.statusCode >= 500)
      assert.equal(failures.length, 0, `${failures.length} failures, the first: ${JSON.stringify(failures[0])?.slice(0, 600)}`)
      const others = log.split('\n').filter(line => line !== '' && !line.startsWith('{') && !line.startsWith('Tote is at '))
      assert.deepEqual(others.slice(0, 3), [], 'one line of JSON for each event')
      return `${lines.length} lines`
    }
  },
  {
    id: 'C8',
    name: 'no secret in the log',
    async run ({ log, secrets }) {
      const found = [...secrets].filter(secret => log.includes(secret) || log.includes(encodeURIComponent(secret)))
      assert.equal(found.length, 0, `${found.length} of the passwords, cookies and tokens that were used are in it`)
      return `none of ${secrets.size}`
    }
  },
  {
    id: 'all',
    name: 'memory',
    async run (shop) {
      const peak = shop.peakMemory()
      if (Number.isNaN(peak)) return 'the system does not tell'
      assert.ok(peak < MAX_MEMORY_MB, `${peak} MB at most is more than ${MAX_MEMORY_MB}`)
      return `${peak} MB at most`
    }
  }
]

import assert from 'node:assert/strict'
import { assertTellsNothing, expectStatus } from './answers.js'
import { exchange, request } from './wire.js'

const CLOSE = 'Connection: close'
const FORM = 'Content-Type: application/x-www-form-urlencoded'
const UPGRADES = {
  'an upgrade to h2c': ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'],
  'an upgrade to a web socket': ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13']
}
const PAGES = ['/', '/login', '/cart', '/healthz', '/static/manifest.json', '/nothing']

/** G4 and B7: methods, upgrades and overrides that the shop does not have. */
export const methods = [
  ...['TRACE', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'SEARCH', 'QUERY', 'MKCOL', 'LOCK', 'FOO', 'get', 'G\0T'].flatMap(method => ({
    id: 'G4',
    name: `${JSON.stringify(method)} of ${PAGES.length} pages`,
    async run (shop) {
      const all = new Set()
      for (const page of PAGES) {
        const { statuses, text } = await exchange(shop, request(method, page, [CLOSE, 'X-Echo: told-back', 'Content-Length: 0']))
        assert.equal(statuses.length, 1, `one answer for ${page}, not ${statuses}`)
        assert.ok([400, 404, 405, 501].includes(statuses[0]), `refused, not ${statuses} for ${page}`)
        assert.ok(!text.includes('told-back'), 'nothing of the request is told back')
        assertTellsNothing(text)
        all.add(statuses[0])
      }
      return [...all].join(', ')
    }
  })),
  ...Object.entries(UPGRADES).map(([name, headers]) => ({
    id: 'G4',
    name,
    async run (shop) {
      const { statuses, text } = await exchange(shop, request('GET', '/healthz', headers) + 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
      assert.doesNotMatch(text, /HTTP\/1\.1 101/)
      assert.equal(statuses[0], 200, 'answered as if it had not been asked for')
      return `ignored: ${statuses}`
    }
  })),
  {
    id: 'G4',
    name: 'CONNECT to another host',
    async run (shop) {
      const { statuses, closed } = await exchange(shop, `CONNECT 127.0.0.1:${shop.port} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n`)
      assert.ok(closed && !statuses.includes(200), `closed, not ${statuses}`)
      return 'closed'
    }
  },
  expectStatus('G4', 'an address in absolute form, of another host', request('GET', 'http://evil.example/healthz', [CLOSE]), [200]),
  expectStatus('G4', 'an address without a slash', request('GET', 'evil.example', [CLOSE]), [400, 404], { isPage: false }),
  expectStatus('G4', 'OPTIONS *', request('OPTIONS', '*', [CLOSE]), [400, 404, 405]),
  expectStatus('G4', 'Expect with another demand', request('GET', '/', [CLOSE, 'Expect: the-impossible']), [417], { isPage: false }),
  ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map(header =>
    expectStatus('B7', `${header}: POST with a GET`, request('GET', '/logout', [CLOSE, `${header}: POST`]), [404, 405])),
  expectStatus('B7', '_method in a form', request('POST', '/login?_method=DELETE', [CLOSE, FORM, 'Content-Length: 14'], '_method=DELETE'), [422]),
  expectStatus('B7', 'HEAD has no body and no effect', request('HEAD', '/login', [CLOSE]), [200]),
  {
    id: 'G4',
    name: '10 requests in one go',
    async run (shop) {
      const { statuses } = await exchange(shop, request('GET', '/products').repeat(9) + request('GET', '/healthz', [CLOSE]))
      assert.deepEqual(statuses, Array(10).fill(200), 'each answered')
      return '10 answers in order'
    }
  },
  {
    id: 'G4',
    name: '1500 requests in one go',
    async run (shop) {
      const { statuses, closed } = await exchange(shop, request('GET', '/products').repeat(1500), { quietMs: 5000 })
      assert.ok(closed && statuses.length < 100, `cut off, not answered ${statuses.length} times`)
      return `cut off after ${statuses.length} answers`
    }
  }
]

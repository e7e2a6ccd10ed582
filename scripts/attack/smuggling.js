import assert from 'node:assert/strict'
import { exchange, request } from './wire.js'

const FORM = 'Content-Type: application/x-www-form-urlencoded'
const HIDDEN = 'GET /smuggled HTTP/1.1\r\nHost: shop.example\r\n\r\n'
const post = (headers, body) => request('POST', '/login', [FORM, ...headers], body)

// What two servers might frame in two ways: one refusal, and the connection is closed, so that nothing behind it is read.
const REFUSED = {
  'Content-Length and Transfer-Encoding': post(['Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${HIDDEN}`),
  'Transfer-Encoding and Content-Length': post(['Transfer-Encoding: chunked', 'Content-Length: 5'], `0\r\n\r\n${HIDDEN}`),
  'two Content-Length that differ': post(['Content-Length: 0', `Content-Length: ${HIDDEN.length}`], HIDDEN),
  'two Content-Length that are equal': post(['Content-Length: 3', 'Content-Length: 3'], `a=b${HIDDEN}`),
  'a list as Content-Length': post(['Content-Length: 0, 0'], HIDDEN),
  'Content-Length: +0': post(['Content-Length: +0'], HIDDEN),
  'Content-Length: -1': post(['Content-Length: -1'], HIDDEN),
  'Content-Length: 0x0': post(['Content-Length: 0x0'], HIDDEN),
  'Content-Length that overflows': post(['Content-Length: 18446744073709551616'], HIDDEN),
  'empty Content-Length': post(['Content-Length:'], HIDDEN),
  'Transfer-Encoding: xchunked': post(['Transfer-Encoding: xchunked'], `0\r\n\r\n${HIDDEN}`),
  'Transfer-Encoding: chunked, identity': post(['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${HIDDEN}`),
  'Transfer-Encoding twice': post(['Transfer-Encoding: chunked', 'Transfer-Encoding: xchunked'], `0\r\n\r\n${HIDDEN}`),
  'a space before the colon': post(['Transfer-Encoding : chunked'], `0\r\n\r\n${HIDDEN}`),
  'a vertical tab before chunked': post(['Transfer-Encoding:\x0bchunked'], `0\r\n\r\n${HIDDEN}`),
  'a folded header': post(['Transfer-Encoding:', ' chunked'], `0\r\n\r\n${HIDDEN}`),
  'a header that starts with a space': request('POST', '/login', [' Transfer-Encoding: chunked', FORM], `0\r\n\r\n${HIDDEN}`),
  'bare line feeds': post(['Transfer-Encoding: chunked'], `0\r\n\r\n${HIDDEN}`).replaceAll('\r\n', '\n'),
  'a bare line feed inside the headers': post(['X-A: b\nTransfer-Encoding: chunked'], `0\r\n\r\n${HIDDEN}`),
  'a bare carriage return': post(['X-A: b\rTransfer-Encoding: chunked'], `0\r\n\r\n${HIDDEN}`),
  'NUL in a header': post(['X-A: b\0', 'Content-Length: 0'], HIDDEN),
  'a header without a colon': post(['X-A', 'Content-Length: 0'], HIDDEN),
  'a chunk size with a sign': post(['Transfer-Encoding: chunked'], `+0\r\n\r\n${HIDDEN}`),
  'a chunk size as 0x': post(['Transfer-Encoding: chunked'], `0x0\r\n\r\n${HIDDEN}`),
  'a chunk size that overflows': post(['Transfer-Encoding: chunked'], `10000000000000000\r\n\r\n${HIDDEN}`),
  'a chunk longer than its size': post(['Transfer-Encoding: chunked'], `1\r\na=b\r\n0\r\n\r\n${HIDDEN}`),
  'a chunk ended by a bare line feed': post(['Transfer-Encoding: chunked'], `3\na=b\n0\n\n${HIDDEN}`),
  'a line feed in a chunk extension': post(['Transfer-Encoding: chunked'], `0;a\nb\r\n\r\n${HIDDEN}`),
  '100 kB of chunk extension': post(['Transfer-Encoding: chunked'], `3;${'a'.repeat(100_000)}\r\na=b\r\n0\r\n\r\n${HIDDEN}`),
  'two Host lines': 'GET / HTTP/1.1\r\nHost: shop.example\r\nHost: evil.example\r\n\r\n',
  'no Host line': 'GET / HTTP/1.1\r\n\r\n',
  'HTTP/0.9': `GET /\r\n\r\n${HIDDEN}`,
  'HTTP/9.9': `GET / HTTP/9.9\r\nHost: shop.example\r\n\r\n${HIDDEN}`,
  'HTTP/2 without asking': `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${HIDDEN}`,
  'a TLS hello': `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${'a'.repeat(200)}`
}

// Whole bodies: what looks like a request in them is body.
const BODIES = {
  'a GET with a body': request('GET', '/healthz', ['Connection: close', `Content-Length: ${HIDDEN.length}`], HIDDEN),
  'chunk extensions and trailers': post(['Connection: close', 'Transfer-Encoding: chunked'], `${HIDDEN.length.toString(16)};a=b\r\n${HIDDEN}\r\n0\r\nContent-Length: 9\r\nHost: evil.example\r\n\r\n`)
}

/** G1 and B10: requests that two servers could read in two ways. */
export const smuggling = [
  ...Object.entries(REFUSED).map(([name, bytes]) => ({
    id: name.includes('Host') ? 'B10' : 'G1',
    name,
    async run (shop) {
      const { statuses, closed } = await exchange(shop, bytes)
      assert.ok(closed, `the connection stays open after ${statuses}`)
      assert.equal(statuses.length, 1, `one refusal, not ${statuses}`)
      assert.ok([400, 413, 431, 501, 505].includes(statuses[0]), `refused, not ${statuses}`)
      assert.ok(!shop.log.includes('"path":"/smuggled'), 'what was hidden in it was read as a request')
      return `${statuses}, closed`
    }
  })),
  ...Object.entries(BODIES).map(([name, bytes]) => ({
    id: 'G1',
    name,
    async run (shop) {
      const { statuses } = await exchange(shop, bytes)
      assert.equal(statuses.length, 1, `one answer, not ${statuses}`)
      assert.ok(statuses[0] < 500, `answered with ${statuses}`)
      assert.ok(!shop.log.includes('"path":"/smuggled'), 'what was hidden in it was read as a request')
      return `${statuses}, and no more`
    }
  }))
]

import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { expectStatus } from './answers.js'
import { exchange, request } from './wire.js'

const FORM = 'Content-Type: application/x-www-form-urlencoded'
const CLOSE = 'Connection: close'

/** A login form. */
function form (body, headers = []) {
  return request('POST', '/login', [FORM, CLOSE, `Content-Length: ${body.length}`, ...headers], body)
}

const get = (path, headers = []) => request('GET', path, [CLOSE, ...headers])
const many = (count, make) => Array.from({ length: count }, (_, at) => make(at))
const zipped = gzipSync('email=ann%40pottle.example&password=x').toString('latin1')
const bomb = gzipSync(Buffer.alloc(10_000_000, 'a')).toString('latin1')

/** G3, A11 and A12: too much of everything. */
export const huge = [
  expectStatus('G3', '2 MB of body', form(`email=${'a'.repeat(2_000_000)}`), [413]),
  expectStatus('G3', '2 MB of body in chunks', request('POST', '/login', [FORM, CLOSE, 'Transfer-Encoding: chunked'], `${'8000\r\n' + 'a'.repeat(0x8000) + '\r\n'}`.repeat(64) + '0\r\n\r\n'), [413]),
  expectStatus('G3', '2 MB announced, and asked for with Expect', request('POST', '/login', [FORM, CLOSE, 'Content-Length: 2000000', 'Expect: 100-continue']), [413]),
  expectStatus('G3', '200,000 parameters', form(many(200_000, at => `a${at}=1`).join('&')), [413]),
  expectStatus('G3', '30,000 parameters in 60 kB', form('a&'.repeat(30_000)), [400, 413, 422]),
  expectStatus('G3', 'a parameter 10,000 deep', form(`a${'[b]'.repeat(10_000)}=1`), [400, 413, 422]),
  expectStatus('G3', 'a zipped body', form(zipped, ['Content-Encoding: gzip']), [400, 415]),
  expectStatus('G3', 'a zip bomb', form(bomb, ['Content-Encoding: deflate, gzip']), [400, 413, 415]),
  expectStatus('G3', 'an address of 9 kB', get(`/products?q=${'a'.repeat(9000)}`), [414]),
  expectStatus('G3', 'a path of 9 kB', get(`/${'a/'.repeat(4500)}`), [414]),
  expectStatus('G3', 'a path of 9 kB that cannot be decoded', get(`/${'%ff'.repeat(3000)}`), [414]),
  expectStatus('G3', 'an address of 20 kB', get(`/products?q=${'a'.repeat(20_000)}`), [414, 431], { isPage: false }),
  expectStatus('G3', 'a parameter of 300 characters in the path', get(`/products/${'a'.repeat(300)}`), [404, 414]),
  expectStatus('G3', 'a query of 7 kB', get(`/products?q=${'a'.repeat(7000)}`), [200, 400, 414, 422]),
  expectStatus('G3', '3000 parameters in the query', get(`/products?${'a&'.repeat(3000)}`), [200, 400, 422]),
  expectStatus('A11', '20 kB of headers', get('/', many(20, at => `X-${at}: ${'a'.repeat(1000)}`)), [431], { isPage: false }),
  expectStatus('A11', 'a cookie of 20 kB', get('/', [`Cookie: sid=${'a'.repeat(20_000)}`]), [431], { isPage: false }),
  expectStatus('A11', '3000 headers', get('/', many(3000, () => 'a:b')), [400, 431], { isPage: false }),
  expectStatus('A11', '150 headers', get('/', many(150, at => `x-${at}: b`)), [431]),
  expectStatus('A11', '2100 headers, behind which one hides', get('/', [...many(2100, () => 'a:'), 'Sec-Fetch-Site: cross-site']), [431], { isPage: false }),
  expectStatus('A11', 'a cookie of 5 kB', get('/', [`Cookie: sid=${'a'.repeat(5000)}`]), [200]),
  expectStatus('A11', '1000 cookies', get('/', [`Cookie: ${many(1000, at => `c${at}=1`).join('; ')}`]), [200]),
  expectStatus('A12', 'cookies named like properties of every object', get('/', ['Cookie: __proto__=1; constructor=2; toString=3; hasOwnProperty=4']), [200]),
  expectStatus('A12', 'fields named like properties of every object', form('__proto__=1&constructor=2&__proto__[email]=3&toString=4'), [422]),
  {
    id: 'G3',
    name: '60 kB of one character as an e-mail address',
    async run (shop) {
      const { statuses, ms } = await exchange(shop, form(`email=${'a'.repeat(60_000)}%21&password=x`))
      assert.deepEqual(statuses, [422])
      assert.ok(ms < 1000, `answered within a second, not ${ms} ms`)
      return `422 in ${ms} ms`
    }
  }
]

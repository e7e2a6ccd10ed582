import assert from 'node:assert/strict'
import { assertTellsNothing, expectStatus } from './answers.js'
import { exchange, request } from './wire.js'

const CLOSE = 'Connection: close'
const FORM = 'Content-Type: application/x-www-form-urlencoded'

const OUTSIDE = [
  '../package.json', '../../package.json', '..%2fpackage.json', '..%2f..%2fpackage.json', '%2e%2e/package.json', '%2e%2e%2fpackage.json', '%252e%252e%252fpackage.json',
  '..%5cpackage.json', '..\\package.json', '..%c0%afpackage.json', '%c0%ae%c0%ae/package.json', '..;/package.json', '....//package.json', '.%00./package.json',
  '../server.js', '..%2fserver.js', '../.env', '..%2f..%2f.env', '..%2f..%2fmigrations%2f007-accounts.sql', '..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
  'manifest.json%00.css', '%00', '.env', '.git/HEAD', '.htaccess', '', '.', '%2e', 'pictures', 'pictures/', 'pictures%2f..%2f..%2fserver.js', '/etc/passwd', '%2fetc%2fpasswd'
].map(path => `/static/${path}`)
const ROOT = ['//etc/passwd', '/../../../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/.env', '/.git/HEAD', '/.git/config', '/package.json', '/package-lock.json', '/dist/server.js', '/src/app.ts',
  '/templates/_layout.njk', '/node_modules/pg/package.json', '/docker-compose.yml', '/Dockerfile', '/.data/shop', '/server-status', '/metrics', '/debug', '/dev/mail', '/file:///etc/passwd', '/%', '/%zz', '/%ff', '/%00', '/\xff\xfe', '/a%0d%0aSet-Cookie:%20a=b']
// What makes a page of somebody's account look like a file, so that a cache would keep it.
const DISGUISED = ['/account/x.css', '/account.css', '/cart;.js', '/cart/.js', '/account%2fx.css', '/account%3b.css', '/orders/x.png']

// Where to go on to: what leads elsewhere, and what must not become a header as it is.
const TARGETS = ['/\r\nSet-Cookie: evil=1', '/%0d%0aSet-Cookie:%20evil=1', '/č\nSet-Cookie: evil=1', '/\u010d\u010aevil', '/€', '/\0', '/\ud83d\ude00', '//evil.example', '/\\evil.example', 'https:evil.example', 'javascript:alert(1)', '/\tevil', `/${'a'.repeat(9000)}`]

/** C9, C4 and F4: paths that lead elsewhere, and texts that become a header. */
export const paths = [
  {
    id: 'C9',
    name: `${OUTSIDE.length + ROOT.length + DISGUISED.length} paths to what is no page`,
    async run (shop) {
      const seen = {}
      for (const path of [...OUTSIDE, ...ROOT, ...DISGUISED]) {
        const { statuses, text } = await exchange(shop, request('GET', path, [CLOSE]))
        assert.equal(statuses.length, 1, `one answer for ${path}, not ${statuses}`)
        assert.ok([303, 400, 403, 404, 422].includes(statuses[0]), `refused, not ${statuses} for ${path}`)
        assert.doesNotMatch(text, /root:.*:0:0:|"dependencies"|ref: refs|create table|^set-cookie:/im, path)
        if (statuses[0] === 303) assert.match(text, /^location: \/login/im, path)
        assertTellsNothing(text, path)
        seen[statuses] = (seen[statuses] ?? 0) + 1
      }
      return Object.entries(seen).map(([status, count]) => `${count} × ${status}`).join(', ')
    }
  },
  {
    id: 'C4',
    name: `${TARGETS.length} targets of a redirect with line breaks, non-ASCII text and other hosts`,
    async run (shop) {
      for (const target of TARGETS) {
        const body = new URLSearchParams({ theme: 'dark', return_to: target }).toString()
        const { text } = await exchange(shop, request('POST', '/preferences', [CLOSE, FORM, `Content-Length: ${body.length}`], body))
        assertGoesNowhere(text, target)
        const query = await exchange(shop, request('GET', `/login?next=${encodeURIComponent(target)}`, [CLOSE]))
        assertGoesNowhere(query.text, target)
        assert.doesNotMatch(query.text, /value="(https?:|\/\/|\/\\|javascript:)/i, `no form goes on to ${JSON.stringify(target)}`)
      }
      return 'none leaves the shop or makes a header'
    }
  },
  expectStatus('C4', 'a line break in the path of a page that asks for a login', request('GET', '/account/orders/a%0d%0aSet-Cookie:%20evil=1', [CLOSE]), [303, 400, 404]),
  expectStatus('C4', 'bytes that are no UTF-8 in a header', request('GET', '/', [CLOSE, 'User-Agent: \xff\xfe\x80', 'Accept-Language: \xe2\x82', 'Cookie: sid=\xff; prefs=\xfe']), [200]),
  expectStatus('F4', 'a form that is no form', request('POST', '/login', [CLOSE, FORM, 'Content-Length: 6'], '%=%zz&'), [400, 422]),
  expectStatus('F4', 'a body without a type', request('POST', '/login', [CLOSE, 'Content-Length: 3'], 'a=b'), [415]),
  ...['text/plain', 'application/json', 'multipart/form-data; boundary=x', 'application/json\t; a', ' application/x-www-form-urlencoded-not', 'application/xml', '*/*', ';', 'a'.repeat(5000)].map(type =>
    expectStatus('F4', `a body of type ${type.slice(0, 40)}`, request('POST', '/login', [CLOSE, `Content-Type: ${type}`, 'Content-Length: 2'], '{}'), [400, 415]))
]

function assertGoesNowhere (text, target) {
  const shown = JSON.stringify(target).slice(0, 60)
  assert.doesNotMatch(text, /^HTTP\/1\.1 5/, `no failure for ${shown}`)
  assert.doesNotMatch(text, /^(set-cookie: )?evil/im, `no header from ${shown}`)
  const location = /^location: (.*)$/im.exec(text)?.[1].trimEnd()
  if (location === undefined) return
  assert.match(location, /^\/(?![/\\])[\x21-\x7e]*$/, `a path of the shop in ASCII for ${shown}`)
}

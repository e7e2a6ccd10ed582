import assert from 'node:assert/strict'
import { exchange } from './wire.js'

/** An attack that is one request: right when its only answer has one of these statuses and is a page of ours, not one of Node's. */
export function expectStatus (id, name, bytes, statuses, { isPage = true } = {}) {
  return {
    id,
    name,
    async run (shop) {
      const { statuses: got, text } = await exchange(shop, typeof bytes === 'function' ? bytes(shop) : bytes)
      assert.deepEqual(got.filter(status => !statuses.includes(status)), [], `${statuses.join(' or ')}, not ${got}`)
      assert.equal(got.length, 1, `one answer, not ${got.length}`)
      if (isPage) assert.match(text, /^content-security-policy: default-src 'self'/mi, 'the headers of every answer')
      assertTellsNothing(text)
      return String(got)
    }
  }
}

/** F4: an answer with no stack, no SQL, no path and no version in it, but for what was asked. */
export function assertTellsNothing (answer, asked = '') {
  const text = asked.length < 2 ? answer : answer.replaceAll(asked, '').replaceAll(encodeURIComponent(asked), '')
  assert.doesNotMatch(text, /node_modules|\n\s+at .+:\d+|\/(src|dist)\/\w|select .+ from |postgres|fastify|nunjucks|node\.js/i)
  assert.doesNotMatch(text, /^(server|x-powered-by|via):/mi)
}

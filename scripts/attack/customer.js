import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'

/** Registers a customer, logs in once more, and once with a wrong password. All that was secret in it must not be in the log. */
export async function makeCustomer (shop) {
  const email = `attack-${randomBytes(6).toString('hex')}@example.com`
  const password = shop.secret(`${randomBytes(12).toString('hex')} and tea`)
  const wrong = shop.secret(randomBytes(12).toString('hex'))
  const steps = [
    ['/register', { name: 'Ann', email, password }, 303],
    ['/login', { email, password }, 303],
    ['/login', { email, password: wrong }, 422],
    ['/login', { email: wrong, password }, 422] // typed into the wrong field
  ]
  for (const [path, form, expected] of steps) {
    const { status, headers } = await shop.ask(path, { form })
    assert.equal(status, expected, `${path} is answered with ${expected}, not ${status}`)
    for (const cookie of headers['set-cookie'] ?? []) rememberCookie(shop, cookie)
  }
  const cookie = 'sid=made-up-session.made-up-signature'
  await shop.ask(`/reset-password?token=${shop.secret('made-up-token-of-a-mail')}`, { headers: { cookie } })
  shop.secret('made-up-session')
  return { email }
}

function rememberCookie (shop, cookie) {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
  if (name === 'sid' || name === 'device') for (const part of value.split('.')) if (part.length > 8) shop.secret(decodeURIComponent(part))
}

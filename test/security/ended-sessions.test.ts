import t from 'tap'
import { tokenTo } from '../helpers/mail.ts'
import { openShops, signIn, MUG, type Customer, type Shops } from '../helpers/shop.ts'
import type { Visitor } from '../helpers/visitor.ts'

const ROUNDS = 12
const LANES = 3

/** Ends what somebody holds who has got into the account; `own` is the customer's own browser. */
type End = (shops: Shops, customer: Customer, round: number) => Promise<Customer>

/** In each round a stolen session hammers both instances before, while and after it is ended. Says how often it lived. */
async function survivors (shops: Shops, end: End): Promise<number> {
  let alive = 0
  await Promise.all(Array.from({ length: LANES }, async () => {
    let customer = await shops.customer()
    for (let round = 0; round < ROUNDS; round += 1) {
      const stolen = shops.visitor()
      await signIn(stolen, customer)
      if ((await stolen.get('/account')).statusCode !== 200) throw new Error('the thief should be in by now')
      const at = (n: number): Visitor => stolen.clone().at(shops.apps[n % 2] ?? shops.app)
      // Adds write the cart, the name writes the customer, the device page writes its message into the session.
      const hammer = (n: number): Promise<unknown> => Promise.all([
        at(n).post('/cart/items', { sku: MUG }), at(n + 1).post('/account', { name: 'Mallory' }), at(n).post('/cart/undo')
      ])
      const before = hammer(0)
      const ended = end(shops, customer, round)
      await Promise.all([before, hammer(1), ended])
      customer = await ended
      await hammer(2)
      for (const n of [0, 1]) if ((await at(n).get('/account')).statusCode === 200) alive += 1
    }
  }))
  return alive
}

const ENDS: Record<string, End> = {
  'a new password': async (_shops, customer, round) => {
    const password = `a kettle on a small blue stove ${round}`
    const { statusCode } = await customer.visitor.post('/account/password', { current_password: customer.password, password })
    if (statusCode !== 303) throw new Error(`the password was not changed: ${statusCode}`)
    return { ...customer, password }
  },
  'a forgotten password': async (shops, customer, round) => {
    await shops.db.query('delete from rate_limit')
    const password = `another kettle on a blue stove ${round}`
    await shops.visitor().post('/forgot-password', { email: customer.email })
    const token = await tokenTo(shops.db, customer.email, /new password/)
    const { statusCode } = await shops.visitor().post('/reset-password', { token, password })
    if (statusCode !== 303) throw new Error(`the password was not set: ${statusCode}`)
    return { ...customer, password }
  },
  'a new e-mail address': async (shops, customer, round) => {
    await shops.db.query('delete from rate_limit')
    const email = `${round}.${customer.email.replace(/^\d+\./, '')}`
    await customer.visitor.post('/account/email', { email })
    const { statusCode } = await customer.visitor.post('/confirm-email', { token: await tokenTo(shops.db, email, /Confirm/) })
    if (statusCode !== 303) throw new Error(`the address was not changed: ${statusCode}`)
    return { ...customer, email }
  }
}

for (const [name, end] of Object.entries(ENDS)) {
  t.test(`${name} against requests in flight over two instances: the stolen session is dead, at once and for good`, async t => {
    const shops = await openShops(t, 2)
    t.equal(await survivors(shops, end), 0)
    const { rows: [row] } = await shops.db.query<{ written: number }>("select count(*)::int as written from session where ended_at is not null and sess <> '{}'")
    t.equal(row?.written, 0, 'nothing was written to an ended row')
  })
}

t.test('who is removed, or is no admin any more, is so on the next request everywhere', async t => {
  const shops = await openShops(t, 2)
  const { visitor, shopperId } = await shops.customer()
  const both = shops.apps.map(app => visitor.clone().at(app))
  const statuses = async (url: string): Promise<number[]> => Promise.all(both.map(async browser => (await browser.get(url)).statusCode))
  await shops.db.query("update customer set role = 'admin' where shopper_id = $1", [shopperId])
  t.strictSame(await statuses('/admin/audit'), [200, 200])
  await shops.db.query("update customer set role = 'staff', staff_role = 'order-desk' where shopper_id = $1", [shopperId])
  t.strictSame([await statuses('/admin/audit'), await statuses('/admin/orders')], [[404, 404], [200, 200]])
  await shops.db.query("update customer set role = 'shopper' where shopper_id = $1", [shopperId])
  t.strictSame(await statuses('/admin/orders'), [404, 404])
  await shops.db.query('delete from customer where shopper_id = $1', [shopperId])
  t.strictSame(await statuses('/account'), [303, 303])
  for (const browser of both) t.equal((await browser.post('/account', { name: 'Mallory' })).statusCode, 303)
})

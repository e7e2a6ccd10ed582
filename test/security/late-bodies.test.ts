import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { makeOrder, openAdmin } from '../admin/shop-with-orders.ts'
import { lettersTo } from '../helpers/mail.ts'
import { openShop, openShops, PASSWORD, setStock, signIn, MUG, type Shops } from '../helpers/shop.ts'
import type { Visitor } from '../helpers/visitor.ts'
import { prepareOrder } from '../helpers/checkout.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'

const NEW = 'a kettle on a small blue stove'

/** Sends the head of a form and its first byte; the rest when it is asked to. Resolves with the status line and the head. */
async function postLate (shops: Shops, visitor: Visitor, path: string, fields: Record<string, string>): Promise<() => Promise<string>> {
  const address = shops.app.server.address() ?? await shops.app.listen({ port: 0, host: '127.0.0.1' }).then(() => shops.app.server.address())
  const { port } = address as net.AddressInfo
  const body = String(new URLSearchParams(fields))
  const socket = net.connect(port, '127.0.0.1')
  socket.write(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${visitor.cookieHeader}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body.slice(0, 1)}`)
  await wait(300) // the session has been read by now
  return async () => {
    socket.write(body.slice(1))
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    return answer.split('\r\n\r\n', 1)[0] ?? ''
  }
}

t.test('a session that ends while the body of a form is on its way changes nothing of the account', async t => {
  const shops = await openShop(t)
  const { db, visitor } = shops
  const ann = await shops.customer()
  const thief = visitor()
  await signIn(thief, ann)
  const forms: Array<[string, Record<string, string>]> = [
    ['/account/email', { email: 'thief@example.com' }], ['/account', { name: 'Mallory' }], ['/account/confirm', { password: PASSWORD }],
    ['/account/password', { current_password: PASSWORD, password: NEW }], ['/account/delete', { email: ann.email }], ['/account/devices/end-others', {}]
  ]
  const late = await Promise.all(forms.map(([path, fields]) => postLate(shops, thief, path, { ...fields, ...Object.keys(fields).length === 0 && { return_to: '/' } })))
  await ann.visitor.post('/account/devices/end-others')
  for (const [at, send] of late.entries()) {
    const head = await send()
    t.match(head, /^HTTP\/1\.1 (303|307|409)/, forms[at]?.[0] ?? '')
    t.notMatch(head, /set-cookie: sid=[^;]{10}/i, `${forms[at]?.[0]}: no session in the place of the one that ended`)
  }
  t.equal((await lettersTo(db, 'thief@example.com')).length, 0)
  t.equal((await thief.get('/account')).statusCode, 303)
  t.equal((await ann.visitor.get('/account')).statusCode, 200)
  const { rows: [{ name }] } = await db.query('select name from customer')
  t.equal(name, ann.name)
})

t.test('an admin who is none any more when the body comes changes no order', async t => {
  const shops = await openAdmin(t, 1)
  const { db, boss } = shops
  const { number } = await makeOrder(db)
  const late = await postLate(shops, boss.visitor, `/admin/orders/${number}/status`, { to: 'packed', version: '1' })
  await db.query("update customer set role = 'shopper' where shopper_id = $1", [boss.shopperId])
  t.match(await late(), /^HTTP\/1\.1 404/)
  t.strictSame((await db.query('select status from orders where number = $1', [number])).rows, [{ status: 'placed' }])
  t.strictSame((await db.query('select outcome from audit order by at')).rows, [{ outcome: 'refused' }])
})

t.test('a password given again in a session that has just ended makes no new one', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  for (let round = 0; round < 6; round += 1) {
    const phone = shops.visitor()
    await signIn(phone, ann)
    const tab = phone.clone().at(shops.apps[1] ?? shops.app)
    await Promise.all([tab.post('/account/confirm', { password: PASSWORD }), ann.visitor.post('/account/devices/end-others')])
    // Whoever came first: a session that the others' end did not see was made before it.
    await ann.visitor.post('/account/devices/end-others')
    t.equal((await tab.get('/account')).statusCode, 303)
  }
  const { rows } = await shops.db.query('select from session where shopper_id is not null and ended_at is null')
  t.equal(rows.length, 1)
})

t.test('an account is not deleted around an order that is being placed', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  await setStock(shops, MUG, 10)
  const fields = await prepareOrder(ann.visitor, { [MUG]: 1 })
  const other = shops.visitor().at(shops.apps[1] ?? shops.app)
  await signIn(other, ann)
  const lock = await hold(shops.db, `select from stock where sku = '${MUG}' for update`)
  const order = ann.visitor.post('/orders', fields)
  await untilWaiting(shops.db, 1)
  const deletion = other.post('/account/delete', { email: ann.email })
  await untilWaiting(shops.db, 2)
  await lock.release()
  t.strictSame([(await order).statusCode, (await deletion).statusCode], [303, 422])
  t.equal((await shops.db.query('select from customer')).rowCount, 1)
})

import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { openShops, signIn, MUG, type Customer, type Shops } from '../helpers/shop.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'

const LANES = 10
const ROUNDS_PER_LANE = 20

/** 200 rounds, ten customers at a time. */
async function inLanes (shops: Shops, round: (ann: Customer) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: LANES }, async () => {
    const ann = await shops.customer()
    for (let i = 0; i < ROUNDS_PER_LANE; i += 1) await round(ann)
  }))
}

async function isSignedIn (visitor: Visitor): Promise<boolean> {
  return (await visitor.clone().get('/account')).statusCode === 200
}

/** Again where a slow machine has no time for it, as the answer asks for. */
async function signInAtLast (visitor: Visitor, ann: Customer): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await signIn(visitor, ann)
    if (answer.statusCode !== 503 || tries === 5) return answer
  }
}

/** Fires adds around `end`, over both instances, and says whether the old cookie is signed in afterwards. */
async function hammer ({ apps }: Shops, visitor: Visitor, end: (visitor: Visitor) => Promise<unknown>): Promise<boolean> {
  const old = visitor.clone()
  const add = (i: number): Promise<unknown> => old.clone().at(apps[i % 2] ?? visitor.app).post('/cart/items', { sku: MUG })
  await Promise.all([add(0), add(1), end(visitor), add(2), add(3)])
  await add(4)
  return isSignedIn(old)
}

t.test('logout against adds in flight, 200 rounds: the old cookie is never signed in again', async t => {
  const shops = await openShops(t, 2)
  let alive = 0
  await inLanes(shops, async ann => {
    const visitor = shops.visitor()
    await signIn(visitor, ann)
    if (await hammer(shops, visitor, visitor => visitor.post('/logout'))) alive += 1
  })
  t.equal(alive, 0)
  t.equal(await count(shops, "ended_by = 'logout' and sess <> '{}'"), 0, 'nothing was written to an ended row')
})

t.test('"end session" from another device against adds in flight, 200 rounds', async t => {
  const shops = await openShops(t, 2)
  let alive = 0
  let ended = 0
  await inLanes(shops, async ann => {
    const stolen = shops.visitor()
    await signIn(stolen, ann)
    if (await hammer(shops, stolen, () => ann.visitor.clone().post('/account/devices/end-others'))) alive += 1
    if (!await isSignedIn(ann.visitor)) ended += 1
  })
  t.equal(alive, 0)
  t.equal(ended, 0, 'the device that asked stays')
})

t.test('login against adds in flight, 200 rounds: the old cookie stays anonymous and empty, and no add is lost', async t => {
  const shops = await openShops(t, 2)
  await shops.db.query('update stock set available = 10000, changed_at = clock_timestamp()')
  await Promise.all(shops.apps.map(app => app.catalog.refresh()))
  let resent = 0
  await inLanes(shops, async ann => {
    const visitor = shops.visitor()
    await visitor.post('/cart/items', { sku: MUG })
    const { [MUG]: held = 0 } = await ann.visitor.cart()
    const old = visitor.clone()
    const state = { signedIn: false }
    const login = signInAtLast(visitor, ann).finally(() => { state.signedIn = true })
    const tabs = [0, 1].map(async i => {
      const answers = []
      do answers.push(await old.clone().at(shops.apps[i] ?? visitor.app).post('/cart/items', { sku: MUG }))
      while (!state.signedIn)
      return answers
    })
    const { statusCode } = await login
    if (statusCode !== 303) t.fail(`the login failed with ${statusCode}`)
    const answers = (await Promise.all(tabs)).flat()
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 303)) {
      if (answer.statusCode !== 307 || answer.cookies.some(({ name }) => name === 'sid')) t.fail(`late add: ${answer.statusCode} ${String(answer.headers['set-cookie'])}`)
      // What was not taken in before the login is sent again by the browser, with its new cookie.
      resent += 1
      await visitor.post(String(answer.headers.location), { sku: MUG })
    }
    const { [MUG]: now } = await visitor.cart()
    const expected = Math.min(held + 1 + answers.length, 99)
    if (now !== expected) t.fail(`${expected} pieces should be there, not ${now}`)
    await visitor.post(`/cart/items/${MUG}`, { quantity: '1' })
    if (await isSignedIn(old) || Object.keys(await old.clone().cart()).length > 0) t.fail('the old cookie opens something')
  })
  t.ok(resent > 0, `${resent} adds came after the login`)
})

t.test('a save that was under way when its session ended is refused, whichever comes first at the row', async t => {
  const shops = await openShops(t, 2)
  const { visitor } = await shops.customer()
  const old = visitor.clone()
  const lock = await hold(shops.db, 'select from session for update')
  const ended = visitor.post('/logout')
  await untilWaiting(shops.db, 1)
  const late = old.post('/account/devices/end-others') // a flash is its only write to this session
  await untilWaiting(shops.db, 1)
  await lock.release()
  await Promise.all([ended, late])
  t.notOk(await isSignedIn(old))
})

t.test('a request whose body comes after its session was ended changes nothing', async t => {
  const shops = await openShops(t, 1)
  const { visitor } = await shops.customer()
  const { port } = new URL(await shops.app.listen({ port: 0, host: '127.0.0.1' }))
  const body = `sku=${MUG}`
  const socket = net.connect(Number(port), '127.0.0.1')
  socket.write(`POST /cart/items HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${visitor.cookieHeader}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\ns`)
  await wait(200)
  await shops.db.query("update session set ended_at = now(), ended_by = 'device', version = version + 1 where shopper_id is not null")
  socket.write(body.slice(1))
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  t.match(answer, /^HTTP\/1.1 307 /)
  t.strictSame((await shops.db.query("select cart->'lines' as lines from cart")).rows, [{ lines: [] }])
})

async function count ({ db }: Shops, condition: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`select count(*)::int from session where ${condition}`)
  return rows[0]?.count ?? -1
}

import net, { type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import t from 'tap'
import { ADDRESS, placeOrder } from '../helpers/checkout.ts'
import { tokenTo } from '../helpers/mail.ts'
import { openAdmin } from '../admin/shop-with-orders.ts'
import { MUG, openShop, PASSWORD, signIn } from '../helpers/shop.ts'

interface Line { level: number, time: number, reqId?: string, event?: string, customer?: string, session?: string, action?: string, msg: string }

/** From now on what an instance logs comes here, as it would go to standard output. */
function logOf (app: FastifyInstance): string[] {
  const lines: string[] = []
  const { [pino.symbols.streamSym]: output } = app.log as unknown as Record<symbol, object>
  if (!output) throw new Error('the logger has no output')
  Object.assign(output, { write: (line: string) => lines.push(line) })
  return lines
}

const NEW = 'a kettle on a small blue stove'
const WRONG = 'the wrong secret of somebody'

t.test('the log of a whole life of an account holds no password, cookie, token, code or address', async t => {
  const shops = await openShop(t, { logLevel: 'trace' })
  const { app, db, visitor } = shops
  const lines = logOf(app)
  const secrets = new Set<string>([PASSWORD, NEW, WRONG, ADDRESS.name, ADDRESS.line1, ADDRESS.email, 'Zoë Zander', 'log@example.com', 'new-log@example.com', '4111111111111111'])
  const browser = visitor()
  const note = (): void => { for (const value of Object.values(browser.cookies)) [value, decodeURIComponent(value), value.split('.')[0] ?? ''].forEach(text => secrets.add(text)) }

  await browser.post('/cart/items', { sku: MUG })
  note()
  await browser.post('/register', { name: 'Zoë Zander', email: 'log@example.com', password: PASSWORD, next: '/account' })
  note()
  await browser.post('/preferences', { theme: 'dark' })
  note()
  await browser.get('/account?email=log@example.com&card=4111111111111111', { referer: 'http://localhost/reset-password?token=4111111111111111', authorization: `Bearer ${WRONG}` })
  for (const name of ['Confirm', 'new password']) {
    if (name === 'new password') await browser.post('/forgot-password', { email: 'log@example.com' })
    const token = await tokenTo(db, 'log@example.com', new RegExp(name))
    secrets.add(token)
    await visitor().get(`/${name === 'Confirm' ? 'confirm-email' : 'reset-password'}?token=${token}`)
    await visitor().post(name === 'Confirm' ? '/confirm-email' : '/reset-password', { token, password: WRONG })
  }
  await signIn(visitor(), { email: 'log@example.com', password: WRONG })
  await browser.post('/account/password', { current_password: WRONG, password: NEW })
  await browser.post('/account/password', { current_password: PASSWORD, password: NEW })
  note()
  await browser.post('/account/email', { email: 'new-log@example.com' })
  const factor = (await browser.get('/account/second-factor')).body
  secrets.add(/<code>([A-Z2-7 ]+)</.exec(factor)?.[1] ?? '-')
  await browser.post('/account/second-factor', { setup: /name="setup" value="([^"]+)"/.exec(factor)?.[1] ?? '', code: '123456' })
  const wishes = new URL(/class="to-copy"><a href="([^"]+)"/.exec((await (await browser.post(`/account/wishlist/items/${MUG}`), browser.submit('/account/wishlist/link'))).body)?.[1] ?? 'http://none/').pathname
  secrets.add(wishes.split('/')[2] ?? '-')
  t.equal((await visitor().get(wishes)).statusCode, 200)
  await placeOrder(browser, { [MUG]: 1 })
  await browser.post('/checkout', { ...ADDRESS, postcode: '4111111111111111' })
  await browser.post('/cart/items', { sku: MUG, password: WRONG }, { 'sec-fetch-site': 'cross-site' })
  // The database repeats the row that broke a rule in what it says of it.
  await db.query("alter table customer add constraint nobody check (name <> 'Zoë Zander') not valid")
  const broken = await visitor().post('/register', { name: 'Zoë Zander', email: 'new-log@example.com', password: PASSWORD })
  t.equal(broken.statusCode, 500)
  await browser.post('/logout')

  const log = lines.join('')
  t.ok(lines.length > 30, `${lines.length} lines`)
  t.match(log, 'request failed')
  for (const secret of secrets) t.notOk(secret.length > 3 && log.includes(secret), `the log has ${secret.slice(0, 12)}…`)
  t.notMatch(log, /argon2id|set-cookie|sid=|@example\.com/i)
})

t.test('each event of security is one line of JSON: what, who, when, in which request and session', async t => {
  const shops = await openAdmin(t, 1, { logLevel: 'info' })
  const { app, visitor } = shops
  const ann = await shops.customer()
  const lines = logOf(app)
  const expect = async (event: string, who: string | undefined, work: () => Promise<unknown>): Promise<void> => {
    lines.length = 0
    await work()
    const found = lines.map(line => JSON.parse(line) as Line).filter(line => line.event === event)
    t.equal(found.length, 1, event)
    const [line] = found
    t.equal(line?.customer, who, `${event}: who`)
    t.match(line?.reqId, /^[0-9a-f-]{36}$/)
    t.ok(Math.abs(Date.now() - (line?.time ?? 0)) < 10_000, 'milliseconds of UTC')
    if (who && event !== 'login.wrong') t.match(line?.session, /^[\w-]{16}$/, `${event}: session`)
  }
  const { shopperId, email, visitor: own } = ann
  await expect('login.wrong', undefined, () => signIn(visitor(), { email: 'nobody@example.com', password: WRONG }))
  await expect('login.wrong', shopperId, () => signIn(visitor(), { email, password: WRONG }))
  await expect('login.right', shopperId, () => signIn(own, ann))
  await expect('password.wrong', shopperId, () => own.post('/account/confirm', { password: WRONG }))
  await expect('password.changed', shopperId, () => own.post('/account/password', { current_password: PASSWORD, password: NEW }))
  await signIn(visitor(), { email, password: NEW })
  await expect('devices.ended', shopperId, () => own.post('/account/devices/end-others'))
  await expect('data.taken', shopperId, () => own.get('/account/data'))
  await expect('admin.refused', shopperId, () => own.get('/admin/orders'))
  await expect('admin.allowed', shops.boss.shopperId, () => shops.boss.visitor.post('/admin/orders/P-AAAAAAAA/status', { to: 'paid', version: '1' }))
  await expect('origin.refused', shopperId, () => own.post('/cart/items', { sku: MUG }, { 'sec-fetch-site': 'cross-site' }))
  await expect('input.refused', shopperId, () => own.post('/cart/items', { sku: MUG, price: '1' }))
  await expect('password.forgotten', undefined, () => visitor().post('/forgot-password', { email }))
  await expect('logout', shopperId, () => own.post('/logout'))
  await expect('rate.exceeded', undefined, async () => {
    for (let i = 0; i < 25 && !lines.some(line => line.includes('rate.exceeded')); i += 1) await signIn(visitor(), { email, password: WRONG })
  })
})

t.test('nobody writes lines of the log, or to the terminal of who reads it', async t => {
  const { app, visitor } = await openShop(t, { logLevel: 'trace' })
  const lines = logOf(app)
  const forged = '\r\n{"level":30,"event":"login.right","customer":"mallory"}\u001b[2J\u001b]0;x\u0007'
  await visitor().post('/login', { email: `${forged}@example.com`, password: forged })
  await visitor().get(`/nowhere${encodeURIComponent(forged)}`, { 'user-agent': forged.replace(/[\r\n]/g, ''), 'x-request-id': 'mallory', 'request-id': 'mallory' })
  await visitor().get(`/%0d%0a%1b[2J?${encodeURIComponent(forged)}`)
  t.ok(lines.length > 3)
  for (const line of lines) {
    t.equal(line.indexOf('\n'), line.length - 1, 'one line each')
    const { event, reqId } = JSON.parse(line) as Line
    t.not(event, 'login.right')
    t.not(reqId, 'mallory')
    // eslint-disable-next-line no-control-regex
    t.notMatch(line.trimEnd(), /[\u0000-\u001f\u007f]/)
  }
})

t.test('a request that is cut off has its line, and one in absolute form tells no key of a wishlist', async t => {
  const { app } = await openShop(t, { logLevel: 'info' })
  const lines = logOf(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  // A form whose body does not come.
  const socket = net.connect(port, '127.0.0.1')
  socket.write('POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=')
  await sleep(200)
  socket.destroy()
  const proxied = net.connect(port, '127.0.0.1')
  proxied.write('GET http://shop.example/wishlists/SECRETKEYOFAWISHLIST HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n')
  await new Promise(resolve => proxied.resume().once('close', resolve))
  await sleep(100)
  const cut = lines.map(line => JSON.parse(line) as { path?: string, cut?: boolean }).find(({ path }) => path === '/login')
  t.match(cut, { cut: true })
  t.match(lines.join(''), '/wishlists/…')
  t.notMatch(lines.join(''), 'SECRETKEY')
})

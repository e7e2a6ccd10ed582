import t from 'tap'
import { describeDevice } from '../../src/accounts/devices.ts'
import { translator } from '../../src/languages/translate.ts'
import { openShops, signIn, MUG } from '../helpers/shop.ts'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'

const say = translator('en')

t.test('a device is described for people', async t => {
  t.equal(say(describeDevice(FIREFOX)), 'Firefox on Linux')
  t.equal(say(describeDevice(IPHONE)), 'Safari on iPhone')
  t.equal(say(describeDevice('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0')), 'Edge on Windows')
  t.equal(say(describeDevice('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36')), 'Chrome on Linux')
  t.equal(say(describeDevice('')), 'A browser')
})

t.test('a customer sees where she is logged in, and ends one device, all others, or this one', async t => {
  const shops = await openShops(t, 2)
  const { visitor: home, ...ann } = await shops.customer()
  const devices = await Promise.all([IPHONE, FIREFOX].map(async (agent, i) => {
    const device = shops.visitor().at(shops.apps[i] ?? shops.app)
    await device.post('/login', { email: ann.email, password: ann.password }, { 'user-agent': agent })
    return device
  }))
  const [phone, laptop] = devices
  if (!phone || !laptop) throw new Error('two devices')

  const listed = async (): Promise<string[]> => [...(await home.get('/account/devices')).body.matchAll(/data-device="([^"]+)"/g)].map(([, id]) => String(id))
  const { body } = await home.get('/account/devices')
  t.match(body, /Safari on iPhone/)
  t.match(body, /Firefox on Linux/)
  t.match(body, /this one/)
  t.match(body, 'after 30 days where you asked')
  t.equal((await listed()).length, 3)
  const firstRow = body.split('data-device="')[1] ?? ''
  t.match(firstRow, /\(this one\)[\s\S]*Now/, 'this device comes first, though it was not the last to be used')

  const phoneId = /data-device="([^"]+)"(?:(?!data-device)[\s\S])*Safari on iPhone/.exec(body)?.[1] ?? ''
  t.equal((await home.post(`/account/devices/${phoneId}/end`)).statusCode, 303)
  t.equal((await phone.get('/account')).statusCode, 303, 'on its next request, in the other process too')
  t.equal((await laptop.get('/account')).statusCode, 200)
  t.equal((await home.post(`/account/devices/${phoneId}/end`)).statusCode, 404)
  t.equal((await phone.post('/cart/items', { sku: MUG })).statusCode, 303, 'it goes on as a new visitor')
  t.strictSame(await phone.cart(), { [MUG]: 1 })
  t.strictSame(await home.cart(), {})

  await signIn(phone, ann)
  await home.post('/account/devices/end-others')
  for (const device of [phone, laptop]) t.equal((await device.get('/account')).statusCode, 303)
  const [own] = await listed()
  t.equal((await home.post(`/account/devices/${own}/end`)).headers.location, '/login?left=1')
  t.equal((await home.get('/account')).statusCode, 303)
})

t.test("nobody ends somebody else's device", async t => {
  const shops = await openShops(t, 1)
  const [ann, ben] = [await shops.customer('Ann'), await shops.customer('Ben')]
  const id = /data-device="([^"]+)"/.exec((await ann.visitor.get('/account/devices')).body)?.[1]
  t.equal((await ben.visitor.post(`/account/devices/${id}/end`)).statusCode, 404)
  await ben.visitor.post('/account/devices/end-others')
  t.equal((await ann.visitor.get('/account')).statusCode, 200)
  t.equal((await shops.visitor().post(`/account/devices/${id}/end`)).statusCode, 303, 'a visitor is sent to the login')
  t.equal((await ann.visitor.get('/account')).statusCode, 200)
})

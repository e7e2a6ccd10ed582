import t from 'tap'
import { digestOf, MAX_ADDRESSES } from '../../src/addresses/address.ts'
import { ADDRESS, placeOrder } from '../helpers/checkout.ts'
import { MUG, openShop, openShops, setStock } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'

const { email, shipping, ...HOME } = ADDRESS
const WORK = { ...HOME, name: 'Ann Archer', line1: '1 Loom Street', city: 'Cork', postcode: 'T12 X70A' }

const idsIn = ({ body }: Answer): string[] => [...body.matchAll(/data-address="([^"]+)"/g)].map(([, id]) => String(id))
const idsOf = async (visitor: Visitor): Promise<string[]> => idsIn(await visitor.get('/account/addresses'))
const firstOf = async (visitor: Visitor): Promise<string> => {
  await visitor.post('/cart/items', { sku: MUG })
  return /name="line1"[^>]* value="([^"]*)"/.exec((await visitor.get('/checkout')).body)?.[1] ?? ''
}

t.test('an address that was ordered to is kept once, comes first, and is filled in the next time', async t => {
  const shops = await openShop(t)
  await setStock(shops, MUG, 100)
  const { visitor } = await shops.customer()
  t.equal(await firstOf(visitor), '')
  await placeOrder(visitor, {}, { line1: '9 Wheel Row' })
  await placeOrder(visitor, { [MUG]: 1 })
  await placeOrder(visitor, { [MUG]: 1 }, { line1: '9 WHEEL ROW' })
  t.equal((await idsOf(visitor)).length, 2)
  t.equal(await firstOf(visitor), '9 Wheel Row')
  await placeOrder(shops.visitor(), { [MUG]: 1 })
  t.equal((await shops.db.query('select from address')).rowCount, 2, 'a guest’s is nobody’s')
})

t.test('addresses are added, changed, put first and removed', async t => {
  const shops = await openShop(t)
  const { visitor } = await shops.customer()
  t.equal((await visitor.post('/account/addresses', HOME)).statusCode, 303)
  t.equal((await visitor.post('/account/addresses', { ...WORK, phone: ' 021 123 4567 ' })).statusCode, 303)
  const [work = '', home = ''] = await idsOf(visitor)
  t.match((await visitor.get(`/account/addresses/${work}`)).body, /value="1 Loom Street"[\s\S]*value="021 123 4567"/)
  t.equal((await visitor.post(`/account/addresses/${home}/first`)).statusCode, 303)
  t.strictSame(await idsOf(visitor), [home, work])
  t.equal(await firstOf(visitor), HOME.line1)
  t.equal((await visitor.post(`/account/addresses/${work}`, HOME)).statusCode, 303)
  t.equal((await idsOf(visitor)).length, 1, 'what is there already is not kept twice')
  const [left = ''] = await idsOf(visitor)
  t.equal((await visitor.post(`/account/addresses/${left}/remove`)).statusCode, 303)
  t.strictSame(await idsOf(visitor), [])
  for (const path of [`/${left}`, `/${left}/first`, `/${left}/remove`]) t.equal((await visitor.post(`/account/addresses${path}`, path === `/${left}` ? HOME : {})).statusCode, 404, path)
})

t.test('what does not fit comes back with what was typed, and changes nothing', async t => {
  const shops = await openShop(t)
  const { visitor } = await shops.customer()
  await visitor.post('/account/addresses', HOME)
  const [id = ''] = await idsOf(visitor)
  for (const url of ['/account/addresses', `/account/addresses/${id}`]) {
    const answer = await visitor.post(url, { ...WORK, name: '<b>', postcode: 'nowhere at all' })
    t.match([answer.statusCode, answer.body], [422, /value="&lt;b&gt;"/], url)
    t.match(answer.body, /Enter the postcode in at most 12 characters/)
  }
  t.strictSame(await idsOf(visitor), [id])
})

t.test('nobody sees or changes somebody else’s', async t => {
  const shops = await openShop(t)
  const ann = (await shops.customer()).visitor
  const bo = (await shops.customer('Bo')).visitor
  await ann.post('/account/addresses', HOME)
  const [id = ''] = await idsOf(ann)
  t.equal((await bo.get(`/account/addresses/${id}`)).statusCode, 404)
  t.equal((await bo.post(`/account/addresses/${id}`, WORK)).statusCode, 404)
  t.equal((await bo.post(`/account/addresses/${id}/remove`)).statusCode, 404)
  t.equal((await bo.post(`/account/addresses/${id}/first`)).statusCode, 404)
  t.strictSame([await idsOf(ann), await idsOf(bo)], [[id], []])
})

t.test('many adds at once, over two processes: each address once, and never more than the most', async t => {
  const shops = await openShops(t, 2)
  const { visitor } = await shops.customer()
  const tabs = shops.apps.map(app => visitor.clone().at(app))
  await Promise.all(Array.from({ length: 20 }, (_, at) => tabs[at % 2]?.post('/account/addresses', { ...HOME, line1: `${at % 5} Kiln Lane` })))
  t.equal((await idsOf(visitor)).length, 5)
  for (let at = 0; at < MAX_ADDRESSES; at += 1) await visitor.post('/account/addresses', { ...HOME, line1: `${at} Oven Road` })
  const { body } = await visitor.get('/account/addresses')
  t.equal(idsIn({ body } as Answer).length, MAX_ADDRESSES)
  t.notMatch(body, 'Kiln Lane', 'the oldest have gone')
})

t.test('they go into the data of the account, and with it', async t => {
  const shops = await openShop(t)
  const { visitor, email } = await shops.customer()
  await visitor.post('/account/addresses', HOME)
  t.match(JSON.parse((await visitor.get('/account/data')).body), { addresses: [HOME] })
  await visitor.post('/account/delete', { email })
  t.equal((await shops.db.query('select from address')).rowCount, 0)
})

t.test('case and blanks in a postcode make no other address', async t => {
  t.equal(digestOf({ ...HOME, country: 'IE' }), digestOf({ ...HOME, country: 'IE', line1: HOME.line1.toUpperCase(), postcode: HOME.postcode.replace(' ', '') }))
  t.not(digestOf({ ...HOME, country: 'IE' }), digestOf({ ...HOME, country: 'GB' }))
})

import t from 'tap'
import { translator } from '../../src/languages/translate.ts'
import { CARRIERS, normalizeTracking, parseTracking, showTracking } from '../../src/orders/carriers.ts'
import { makeOrder, openAdmin, rowsIn, step, versionIn } from '../admin/shop-with-orders.ts'
import { numberIn, prepareOrder } from '../helpers/checkout.ts'
import { MUG } from '../helpers/shop.ts'

const NUMBER = '1Z999AA10123456784'

const english = translator('en')

t.test('numbers are kept as carriers write them, and what cannot be one is named', async t => {
  t.equal(normalizeTracking(' 1z 999-aa1 0123 4567–84\t'), NUMBER)
  t.strictSame(parseTracking('', ' '), { tracking: { carrier: '', trackingNumber: '' }, errors: {} })
  t.strictSame(parseTracking('dhl', '').errors, {})
  for (const { code, example } of CARRIERS) t.strictSame(parseTracking(code, example).errors, {}, code)
  for (const [carrier, typed, wrong] of [['', NUMBER, 'carrier'], ['pigeon', '', 'carrier'], ['pigeon', NUMBER, 'carrier'], ['ups', '12', 'tracking_number'], ['other', '<b>x</b>', 'tracking_number'], ['an-post', NUMBER, 'tracking_number']] as const) {
    t.strictSame(Object.keys(parseTracking(carrier, typed).errors), [wrong], `${carrier} ${typed}`)
  }
  for (const { code, example, page } of CARRIERS) t.equal(showTracking({ carrier: code, trackingNumber: example }, english)?.url, page && page + example)
  t.equal(showTracking({ carrier: '', trackingNumber: '' }, english), null)
})

t.test('a parcel is sent with its number: shopper, letter, admin and search have it, and it can be put right', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor: boss }, db } = shops
  const guest = shops.visitor()
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }))
  const [number, url] = [numberIn(answer), String(answer.headers.location)]
  t.equal((await boss.post(`/admin/orders/${number}/tracking`, { carrier: 'ups', tracking_number: NUMBER, previous: '' })).statusCode, 422, 'nothing has left yet')
  await step(boss, number, 'packed')

  const send = async (carrier: string, typed: string) => boss.post(`/admin/orders/${number}/status`, { to: 'sent', version: '2', carrier, tracking_number: typed })
  const wrong = await send('ups', 'not-1')
  t.match([wrong.statusCode, wrong.body], [422, /no tracking number of UPS/])
  t.match(wrong.body, 'value="not-1"', 'what was typed comes back')
  t.match(wrong.body, /value="ups" selected/)
  t.equal(versionIn(wrong), '2', 'and nothing happened')

  const sent = await Promise.all(shops.apps.map(app => boss.clone().at(app).post(`/admin/orders/${number}/status`, { to: 'sent', version: '2', carrier: 'ups', tracking_number: '1z 999 aa1 01 2345 6784' })))
  t.strictSame(sent.map(({ statusCode }) => statusCode).sort(), [303, 422])
  const page = (await guest.get(url)).body
  t.match(page, `<a href="https://www.ups.com/track?tracknum=${NUMBER}" rel="noopener noreferrer">${NUMBER}<`)
  const { rows } = await db.query<{ body: string, html: string }>("select body, html from mail where subject ~ 'on its way'")
  t.equal(rows.length, 1)
  t.match(rows[0]?.body, `UPS carries it, under the number ${NUMBER}.\n\nWhere the parcel is:\n\nhttps://www.ups.com/track?tracknum=${NUMBER}\n`)
  t.match(rows[0]?.html, `<a href="https://www.ups.com/track?tracknum=${NUMBER}">${NUMBER}</a>`)

  await makeOrder(db, { name: `${NUMBER} Smith` })
  for (const q of [NUMBER, '1z999aa1 0123456784']) t.strictSame(rowsIn(await boss.get(`/admin/orders?q=${encodeURIComponent(q)}`)), [number], q)
  t.match((await boss.get(`/admin/orders?q=${NUMBER}&status=sent`)).body, 'with the tracking number')
  t.strictSame(rowsIn(await boss.get(`/admin/orders?q=${NUMBER}&status=paid`)), [])

  const change = async (typed: string, previous: string, carrier = 'dpd') => boss.post(`/admin/orders/${number}/tracking`, { carrier, tracking_number: typed, previous })
  t.equal((await change('01234567890123', NUMBER)).statusCode, 303)
  const late = await change('11111111111111', NUMBER)
  t.match([late.statusCode, late.body], [422, /Somebody has saved another number meanwhile: 01234567890123/])
  t.match((await guest.get(url)).body, 'https://tracking.dpd.de/status/en_GB/parcel/01234567890123')
  t.equal((await change('', '01234567890123', '')).statusCode, 303)
  t.notMatch((await guest.get(url)).body, '<dt>Parcel')
  t.match((await db.query("select action, outcome from audit where action ~ 'tracking'")).rows, Array(4).fill({ action: `POST /admin/orders/${number}/tracking` }))
})

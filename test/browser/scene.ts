import type pg from 'pg'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { Forbidden, PageError, Unavailable, UnprocessableInput } from '../../src/plugins/errors.ts'
import { seedReviews } from '../../src/seed/seed.ts'
import { employ, makeOrder } from '../admin/shop-with-orders.ts'
import { placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { setStock, signIn, MUG, type Shops } from '../helpers/shop.ts'
import type { Visitor } from '../helpers/visitor.ts'
import { askBack, decide, returnsOf, sendOrder } from '../returns/shop-with-returns.ts'
import { moderate, reviewed } from '../reviews/shop-with-reviews.ts'

/** A shop with a past, and the people in it. They are cloned before use, so that no page of a list disturbs another. */
export interface Scene {
  db: pg.Pool
  guest: Visitor
  /** Has ordered, and is logged in on two devices. */
  ann: Visitor
  annsOrder: string
  /** Has never ordered. */
  newcomer: Visitor
  boss: Visitor
  /** A guest's order, as the address that only the guest has. */
  guestsOrderUrl: string
  /** Orders that the admin lists, more than fit on a page. */
  orders: string[]
  /** Has two things in the basket. */
  buyer: Visitor
  /** Has given an address. */
  payer: Visitor
  /** Has a line that cannot be delivered, and one saved for later. */
  stuck: Visitor
  /** At an instance where `/fails/<status>` meets that error. */
  unlucky: Visitor
  /** Has a basket and an address where cards are taken, and an order that waits to be paid: the provider is away. */
  cardholder: Visitor
  cardOrderUrl: string
  /** Of the admin, where an invoice was paid and cancelled. */
  refundUrl: string
  /** And where one was paid. */
  paidUrl: string
  /** Was sent a mug, and has reviewed it; the shop has refused that. */
  critic: Visitor
  /** Their order. */
  criticsOrder: string
  /** Was sent an order, and has asked to send some of it back, twice. */
  sender: Visitor
  sendersOrder: string
  /** Waits to be decided on. */
  sendersReturn: string
  approvedReturn: string
}

const BASKET = { [MUG]: 2, 'PLATE-SIDE': 1 }
const SCARCE = 'BOWL-TERRA-L'

export async function setScene (t: Test, shops: Shops): Promise<Scene> {
  const { db } = shops
  const ann = await shops.customer('Ann Archer')
  await signIn(shops.visitor(), ann)
  const annsOrder = await placeOrder(ann.visitor, BASKET)
  const boss = (await employ(shops, 'Robin Keeper', 'admin')).visitor
  const orders = []
  for (let day = 10; day < 70; day += 1) orders.push((await makeOrder(db, { placedAt: new Date(Date.UTC(2026, 0, day)).toISOString() })).number)
  const critic = await reviewed(shops, { title: 'Mine leaks' })
  await moderate(boss, critic.id, 'refuse', { reason: 'It names a neighbour.' })
  await boss.get('/admin') // takes the message
  await seedReviews(shops.app.db)
  await shops.app.catalog.refresh()
  const cardholder = shops.visitor().at(await openTakingCards(t, shops))
  const cardOrder = await cardholder.post('/orders', { ...await prepareOrder(cardholder, BASKET), payment: 'card' })
  await cardholder.get('/') // takes the message
  await withAddress(cardholder)
  return {
    db,
    guest: shops.visitor(),
    ann: ann.visitor,
    annsOrder,
    newcomer: (await shops.customer('Nell Newcomer')).visitor,
    boss,
    guestsOrderUrl: await orderAsGuest(shops.visitor()),
    orders,
    buyer: await withBasket(shops.visitor(), BASKET),
    payer: await withAddress(shops.visitor()),
    stuck: await getStuck(shops),
    cardholder,
    cardOrderUrl: String(cardOrder.headers.location),
    refundUrl: await cancelPaid(boss),
    paidUrl: await payInvoice(boss),
    critic: critic.visitor,
    criticsOrder: critic.number,
    ...await sendBack(shops, boss),
    unlucky: shops.visitor().at(await openFailing(t, shops))
  }
}

async function sendBack (shops: Shops, boss: Visitor): Promise<Pick<Scene, 'sender' | 'sendersOrder' | 'sendersReturn' | 'approvedReturn'>> {
  const { visitor: sender } = await shops.customer('Stan Sender')
  const sent = await sendOrder(boss, sender, { [MUG]: 3, 'PLATE-SIDE': 1 })
  await boss.post(`/admin/orders/${sent.number}/tracking`, { carrier: 'ups', tracking_number: '1Z999AA10123456784', previous: '' })
  await askBack(sender, sent, { [MUG]: 1 }, { reason: 'damaged', note: 'The handle is off.' })
  await askBack(sender, sent, { 'PLATE-SIDE': 1 })
  const [first, second] = await returnsOf(shops, sent.number)
  await decide(boss, first?.id ?? '', 'approve', '1', { answer: 'A label is in your mail.' })
  for (const visitor of [sender, boss]) await visitor.get('/') // takes the messages
  return { sender, sendersOrder: sent.number, sendersReturn: second?.id ?? '', approvedReturn: first?.id ?? '' }
}

async function withBasket (visitor: Visitor, items: Record<string, number>): Promise<Visitor> {
  for (const [sku, quantity] of Object.entries(items)) await visitor.post('/cart/items', { sku, quantity: String(quantity) })
  await visitor.get('/') // takes the messages
  return visitor
}

async function withAddress (visitor: Visitor): Promise<Visitor> {
  await prepareOrder(visitor, BASKET)
  return visitor
}

async function orderAsGuest (visitor: Visitor): Promise<string> {
  const { headers } = await visitor.post('/orders', await prepareOrder(visitor, BASKET))
  return String(headers.location)
}

async function getStuck (shops: Shops): Promise<Visitor> {
  const stuck = await withBasket(shops.visitor(), { ...BASKET, [SCARCE]: 2 })
  await stuck.post('/cart/items/PLATE-SIDE/save')
  await setStock(shops, SCARCE, 1)
  await stuck.get('/')
  return stuck
}

/** An instance on the same database that takes cards, though nobody is there to ask for them. */
async function openTakingCards (t: Test, { databaseUrl }: Shops): Promise<Awaited<ReturnType<typeof buildApp>>> {
  const stripe = { secretKey: 'sk_test_nobody', webhookSecret: 'whsec_nobody', api: new URL('http://127.0.0.1:9') }
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl, stripe })
  t.teardown(() => app.close())
  await app.ready()
  return app
}

/** The page of an order that was paid by invoice. */
async function payInvoice (boss: Visitor): Promise<string> {
  const url = `/admin/orders/${await placeOrder(boss.clone(), BASKET)}`
  await boss.post(`${url}/status`, { to: 'paid', version: '1' })
  await boss.get('/admin') // takes the messages
  return url
}

/** The same, refunded in part, and cancelled: the rest is to be refunded by hand. */
async function cancelPaid (boss: Visitor): Promise<string> {
  const url = await payInvoice(boss)
  await boss.post(`${url}/refunds`, { amount: '1', reason: 'A chip', key: 'a'.repeat(36), version: '2' })
  await boss.post(`${url}/status`, { to: 'cancelled', version: '3' })
  await boss.get('/admin') // takes the messages
  return url
}

/** An instance on the same database with one more address, at which things fail as they may anywhere. */
async function openFailing (t: Test, { databaseUrl }: Shops): Promise<Awaited<ReturnType<typeof buildApp>>> {
  const errors: Record<string, Error> = {
    403: new Forbidden('This request came from another site, so nothing was changed.'),
    422: new UnprocessableInput(),
    429: new PageError(429, 'There were too many tries. Please wait a moment.'),
    503: new Unavailable()
  }
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl })
  app.get<{ Params: { status: string } }>('/fails/:status', async ({ params }) => { throw errors[params.status] ?? new Error('a fault') })
  t.teardown(() => app.close())
  await app.ready()
  return app
}

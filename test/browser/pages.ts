import type pg from 'pg'
import { readConfig } from '../../src/config.ts'
import { guestLink } from '../../src/orders/link.ts'
import { ADDRESS, orderFieldsIn, placeOrder } from '../helpers/checkout.ts'
import { formIn } from '../helpers/form.ts'
import { linkTo } from '../helpers/mail.ts'
import { MUG, signIn } from '../helpers/shop.ts'
import type { Form, Visitor } from '../helpers/visitor.ts'
import { versionIn } from '../admin/shop-with-orders.ts'
import type { Scene } from './scene.ts'

/** What a browser with the cookies of `visitor` asks for; with a form, it posts. */
export interface Visit { visitor: Visitor, url: string, form?: Form }

export type Theme = 'light' | 'dark' | 'auto'

export interface PageType {
  name: string
  status: number
  /** Does what has to be done before, in this theme, all but the last request. */
  visit (scene: Scene, theme: Theme): Promise<Visit>
}

/** Of a page that is there in another state as well: its name goes on after a comma. */
export function isState ({ name }: PageType): boolean {
  return name.includes(',')
}

/** Every kind of page, in every state that looks different. A new one is one more line. */
export const PAGES: readonly PageType[] = [
  page('home', ({ guest }) => at(guest, '/')),
  page('home with things in the basket', ({ buyer }) => at(buyer, '/')),
  page('home with what was seen lately', async ({ guest }) => at(await looked(guest), '/')),
  page('list', ({ guest }) => at(guest, '/products')),
  page('list with filters', ({ guest }) => at(guest, '/products?category=table&max_price=40&in_stock=1')),
  page('list with facets', ({ guest }) => at(guest, '/products?price=20-40&price=40-60&glaze=moss&glaze=sage')),
  page('list with facets that there are not', ({ guest }) => at(guest, '/products?glaze=purple&size=large')),
  page('list with a price that is none', ({ guest }) => at(guest, '/products?max_price=cheap')),
  page('list, page 2', ({ guest }) => at(guest, '/products?page=2')),
  page('list, nothing fits', ({ guest }) => at(guest, '/products?category=table&max_price=1')),
  page('search', ({ guest }) => at(guest, '/products?q=mug')),
  page('search with a slip', ({ guest }) => at(guest, '/products?q=teapto')),
  page('search without results', ({ guest }) => at(guest, '/products?q=xylophone')),
  page('search that its filters empty', ({ guest }) => at(guest, '/products?q=mug&glaze=ochre')),
  page('product', ({ guest }) => at(guest, '/products/dusk-teapot')),
  page('product with variants', ({ guest }) => at(guest, '/products/dipped-mug')),
  page('product with the last few', ({ guest }) => at(guest, '/products/dipped-mug?sku=MUG-MOSS')),
  page('product in the basket', ({ buyer }) => at(buyer, `/products/dipped-mug?sku=${MUG}`)),
  page('product sold out', ({ guest }) => at(guest, '/products/night-carafe')),
  page('product sold out, a mail about it, wrong address', ({ guest }) => send(guest, '/products/night-carafe/alerts', { sku: 'CARAFE-NIGHT', email: 'x' }), 422),
  page('product sold out, a mail is asked for', ({ guest }) => at(guest, '/products/night-carafe?sku=CARAFE-NIGHT&alert=sent')),
  page('mail when it is back, wanted?', async ({ guest, db }) => at(guest, await askForAlert(guest, db))),
  page('mail when it is back, wanted', async ({ guest, db }) => at(guest, await confirmedAlert(guest, db))),
  page('product after an add', ({ guest }) => after(guest, '/cart/items', { sku: 'TEAPOT-DUSK' }, '/products/dusk-teapot')),
  page('product without reviews', ({ guest }) => at(guest, '/products/oak-tray')),
  page('reviews', ({ guest }) => at(guest, '/products/dipped-mug/reviews')),
  page('reviews of three stars', ({ guest }) => at(guest, '/products/dipped-mug/reviews?stars=3')),
  page('reviews, none', ({ guest }) => at(guest, '/products/oak-tray/reviews')),
  page('write a review', ({ critic }) => at(critic, '/products/dipped-mug/review')),
  page('write a review, all wrong', ({ critic }) => send(critic, '/products/dipped-mug/review', { title: 'www.evil.example', body: '', name: '', version: '0' }), 422),
  page('write a review, overtaken', ({ critic }) => send(critic, '/products/dipped-mug/review', { stars: '4', title: '', body: 'It holds what it should.', name: 'Ann', version: '0' }), 422),
  page('write a review, not bought', ({ newcomer }) => at(newcomer, '/products/dipped-mug/review'), 403),
  page('order that can be reviewed', ({ critic, criticsOrder }) => at(critic, `/account/orders/${criticsOrder}`)),
  page('basket, empty', ({ guest }) => at(guest, '/cart')),
  page('basket, empty, with what was seen lately', async ({ guest }) => at(await looked(guest), '/cart')),
  page('basket', ({ buyer }) => at(buyer, '/cart')),
  page('basket that cannot be sent', ({ stuck }) => at(stuck, '/cart')),
  page('basket after an add', ({ guest }) => after(guest, '/cart/items', { sku: MUG }, '/cart')),
  page('basket after a removal', async ({ guest }) => after(await added(guest), `/cart/items/${MUG}/remove`, {}, '/cart')),
  page('basket on its way', ({ buyer }) => send(buyer, '/cart/link', {})),
  page('basket from another device', async ({ buyer, guest, db }) => at(guest, await linkOf(buyer, db))),
  page('basket from another device, here already', async ({ buyer, db }) => at(buyer, await linkOf(buyer, db))),
  page('basket from another device, taken', ({ guest }) => at(guest, '/cart/link?token=nothing'), 404),
  page('addresses', ({ ann }) => at(ann, '/account/addresses')),
  page('addresses, none', ({ newcomer }) => at(newcomer, '/account/addresses')),
  page('addresses, all wrong', ({ newcomer }) => send(newcomer, '/account/addresses', { name: '', line1: '', city: '', postcode: 'x', country: 'XX' }), 422),
  page('login', ({ guest }) => at(guest, '/login')),
  page('login, wrong password', ({ guest }) => send(guest, '/login', { email: 'ann@example.com', password: 'wrong' }), 422),
  page('login after a logout', ({ guest }) => at(guest, '/login?left=1')),
  page('register', ({ guest }) => at(guest, '/register')),
  page('register, all wrong', ({ guest }) => send(guest, '/register', { name: '', email: 'x', password: 'x' }), 422),
  page('forgotten password', ({ guest }) => at(guest, '/forgot-password')),
  page('forgotten password, sent', ({ guest }) => at(guest, '/forgot-password?sent=1')),
  page('new password', async ({ guest, db }) => at(guest, await askForLink(guest, db))),
  page('new password, too short', async ({ guest, db }) => send(guest, '/reset-password', { token: tokenIn(await askForLink(guest, db)), password: 'short' }), 422),
  page('link that was used', ({ guest }) => at(guest, '/reset-password?token=nothing'), 404),
  page('confirm an address', async ({ guest, db }) => at(guest, await linkTo(db, (await customerOf(db)).email, /Confirm/))),
  page('account', ({ ann }) => at(ann, '/account')),
  page('change of password', ({ ann }) => at(ann, '/account/password')),
  page('change of password, wrong', ({ ann }) => send(ann, '/account/password', { current_password: 'x', password: 'x' }), 422),
  page('name and address', ({ ann }) => at(ann, '/account/email')),
  page('password again', ({ ann }) => at(ann, '/account/confirm?next=/account/email')),
  page('second factor', ({ ann }) => at(ann, '/account/second-factor')),
  page('delete account', ({ ann }) => at(ann, '/account/delete')),
  page('outbox', ({ guest }) => at(guest, '/dev/mail')),
  page('devices', ({ ann }) => at(ann, '/account/devices')),
  page('wishlist', async ({ ann }) => at(await wishing(ann), '/account/wishlist')),
  page('wishlist, empty', ({ newcomer }) => at(newcomer, '/account/wishlist')),
  page('wishlist that is shared', async ({ ann, guest }) => at(guest, await sharedBy(ann))),
  page('wishlist that is not shared any more', ({ guest }) => at(guest, '/wishlists/nothing'), 404),
  page('order history', ({ ann }) => at(ann, '/account/orders')),
  page('order history, empty', ({ newcomer }) => at(newcomer, '/account/orders')),
  page('order in the history', ({ ann, annsOrder }) => at(ann, `/account/orders/${annsOrder}`)),
  page('confirmation', ({ ann, annsOrder }) => at(ann, `/orders/${annsOrder}`)),
  page('confirmation of a guest', ({ guest, guestsOrderUrl }) => at(guest, guestsOrderUrl)),
  page('order that is packed before it is cancelled', tooLate, 422),
  page('order with a parcel, an invoice and a return', ({ sender, sendersOrder }) => at(sender, `/account/orders/${sendersOrder}`)),
  page('send something back', ({ sender, sendersOrder }) => at(sender, `/account/orders/${sendersOrder}/return`)),
  page('send something back, all wrong', ({ sender, sendersOrder }) => send(sender, `/account/orders/${sendersOrder}/return`, { note: '', form_key: 'a'.repeat(24) }), 422),
  page('invoice', ({ sender, sendersOrder }) => at(sender, `/orders/${sendersOrder}/invoice`)),
  page('find an order', ({ guest }) => at(guest, '/orders/find')),
  page('find an order, none', ({ guest }) => send(guest, '/orders/find', { number: 'p 0000 0000', email: 'x' }), 422),
  page('checkout', ({ buyer }) => at(buyer, '/checkout')),
  page('checkout, all wrong', ({ buyer }) => send(buyer, '/checkout', { email: 'x', phone: 'x' }), 422),
  page('review', ({ payer }) => at(payer, '/checkout/review')),
  page('review, refused', async ({ payer }) => send(payer, '/orders', { ...orderFieldsIn(await payer.get('/checkout/review')), expected_total: '1' }), 422),
  page('review, card or invoice', ({ cardholder }) => at(cardholder, '/checkout/review')),
  page('order that waits to be paid', ({ cardholder, cardOrderUrl }) => at(cardholder, cardOrderUrl)),
  page('order that waits, the provider is away', async ({ cardholder, cardOrderUrl }) => unpaid(cardholder, cardOrderUrl)),
  page('preferences', ({ guest }) => at(guest, '/preferences')),
  page('order that is not theirs', ({ guest, annsOrder }) => at(guest, `/orders/${annsOrder}`), 404),
  page('not found', ({ guest }) => at(guest, '/nowhere'), 404),
  ...[403, 422, 429, 500, 503].map(status => page(`error ${status}`, ({ unlucky }) => at(unlucky, `/fails/${status}`), status)),
  page('send again', overtaken, 409),
  page('admin overview', ({ boss }) => at(boss, '/admin')),
  page('admin orders', ({ boss }) => at(boss, '/admin/orders')),
  page('admin orders, filtered', ({ boss }) => at(boss, '/admin/orders?status=placed&q=ann&sort=date-asc')),
  page('admin orders, none', ({ boss }) => at(boss, '/admin/orders?q=nobody')),
  page('admin orders, sifted', ({ boss }) => at(boss, '/admin/orders?payment=unpaid&shipping=standard&country=IE&max_total=500')),
  page('admin orders, many at once', ({ boss, orders }) => send(boss, '/admin/orders/bulk', { action: 'pack', list: 'status=placed', number: String(orders[20]) })),
  page('admin orders, many at once, none can', ({ boss, sendersOrder }) => send(boss, '/admin/orders/bulk', { action: 'pack', list: '', number: sendersOrder }), 422),
  page('admin orders, many at once, none selected', ({ boss }) => send(boss, '/admin/orders/bulk', { action: 'pack', list: '' }), 422),
  page('admin orders, many at once, done', ({ boss, sendersOrder }) => send(boss, '/admin/orders/bulk', { action: 'send', list: '', order: `${sendersOrder}:1` })),
  page('admin packing slips', ({ boss, orders }) => at(boss, `/admin/orders/slips?numbers=${orders.slice(20, 22).join(',')}`)),
  page('admin saved views', async ({ boss }) => after(boss, '/admin/orders/views', { name: 'To Ireland', list: 'country=IE', shared: '1' }, '/admin/orders/views')),
  page('admin saved view, no name', ({ boss }) => send(boss, '/admin/orders/views', { name: '', list: 'country=IE' }), 422),
  page('admin orders, a filter that is wrong', ({ boss }) => at(boss, '/admin/orders?from=2026-02-31'), 422),
  page('admin returns', ({ boss }) => at(boss, '/admin/returns')),
  page('admin returns, none', ({ boss }) => at(boss, '/admin/returns?state=received')),
  page('admin return', async ({ boss, sendersReturn }) => at(boss, `/admin/returns/${sendersReturn}`)),
  page('admin return, no reason given', ({ boss, sendersReturn }) => send(boss, `/admin/returns/${sendersReturn}/refuse`, { version: '1', answer: '' }), 422),
  page('admin return that was approved', ({ boss, approvedReturn }) => at(boss, `/admin/returns/${approvedReturn}`)),
  page('admin reviews', ({ boss }) => at(boss, '/admin/reviews')),
  page('admin reviews, published', ({ boss }) => at(boss, '/admin/reviews?state=published')),
  page('admin review', async ({ boss, db }) => at(boss, await reviewUrl(db, 'refused'))),
  page('admin review, no reason given', async ({ boss, db }) => send(boss, `${await reviewUrl(db, 'waiting')}/refuse`, { version: '1', reason: '' }), 422),
  page('admin review, overtaken', async ({ boss, db }) => send(boss, `${await reviewUrl(db, 'refused')}/reply`, { version: '1', reply: 'Thank you.' }), 422),
  page('admin customers', ({ boss }) => at(boss, '/admin/customers')),
  page('admin customers, none found', ({ boss }) => at(boss, '/admin/customers?q=xylophone')),
  page('admin customer', async ({ boss, db }) => at(boss, `/admin/customers/${await idOf(db, 'Ann%')}`)),
  page('admin customer, no reason given', async ({ boss, db }) => send(boss, `/admin/customers/${await idOf(db, 'Nell%')}/lock`, { version: '1', reason: '' }), 422),
  page('admin customer to be erased', async ({ boss, db }) => at(boss, `/admin/customers/${await idOf(db, 'Nell%')}/erase`)),
  page('admin staff', ({ boss }) => at(boss, '/admin/staff')),
  page('admin staff, an invitation to nobody', ({ boss }) => send(boss, '/admin/staff/invitations', { email: 'x', post: '' }), 422),
  page('admin colleague', async ({ boss, db }) => at(boss, `/admin/staff/${await idOf(db, 'Robin%')}`)),
  page('admin roles', ({ boss }) => at(boss, '/admin/staff/roles')),
  page('admin roles, one without a name', ({ boss }) => send(boss, '/admin/staff/roles', { name: '' }), 422),
  page('admin role', ({ boss }) => at(boss, '/admin/staff/roles/stockroom')),
  page('admin role, overtaken', async ({ boss, db }) => send(boss, await changedRole(db), { name: 'Stock', 'permission-stock': '1', version: '1' }), 422),
  page('invitation to work here', async ({ guest, boss, db }) => at(guest, await invited(boss, db))),
  page('admin overview, days that are none', ({ boss }) => at(boss, '/admin?from=2026-02-31'), 422),
  page('admin stock', ({ boss }) => at(boss, '/admin/stock')),
  page('admin stock, sold out and searched', ({ boss }) => at(boss, '/admin/stock?show=out&q=nothing')),
  page('admin stock, to be counted', ({ boss }) => at(boss, '/admin/stock/count?q=mug')),
  page('admin stock, what a count would do', ({ boss }) => counted(boss)),
  page('admin stock of an item', ({ boss }) => at(boss, `/admin/stock/${MUG}`)),
  page('admin stock of an item, no reason given', ({ boss }) => send(boss, `/admin/stock/${MUG}/adjust`, { delta: '-9999', reason: '', key: 'c'.repeat(36) }), 422),
  page('admin coupons', ({ boss }) => at(boss, '/admin/coupons')),
  page('admin coupons, none found', ({ boss }) => at(boss, '/admin/coupons?q=nothing')),
  page('admin coupon', ({ boss }) => at(boss, '/admin/coupons/linen')),
  page('admin coupon, new', ({ boss }) => at(boss, '/admin/coupons/new')),
  page('admin coupon, new, all wrong', ({ boss }) => send(boss, '/admin/coupons', { kind: 'amount', code: 'a b', first_day: 'soon' }), 422),
  page('admin coupon, new, looked at', ({ boss }) => send(boss, '/admin/coupons', { kind: 'percent', percent: '10', name: 'Spring', look: '1' })),
  page('admin settings', ({ boss }) => at(boss, '/admin/settings')),
  page('admin settings, all wrong', ({ boss }) => send(boss, '/admin/settings', { version: '1', name: 'x'.repeat(80), lines: '', vat_id: '1', email: 'x', phone: 'x' }), 422),
  page('admin settings, mails', ({ boss }) => at(boss, '/admin/settings/mail')),
  page('admin settings, mails, all wrong', ({ boss }) => send(boss, '/admin/settings/mail', { version: '1', greeting_en: 'Dear', greeting_de: 'Liebe', greeting_all_en: '{name}', greeting_all_de: '{name}', closing_en: '', closing_de: '' }), 422),
  page('admin settings, a mail', ({ boss }) => at(boss, '/admin/settings/mail/order-placed?language=de')),
  page('admin settings, delivery', ({ boss }) => at(boss, '/admin/settings/delivery')),
  page('admin settings, delivery zone', ({ boss }) => at(boss, '/admin/settings/delivery/eu')),
  page('admin settings, delivery zone, all wrong', ({ boss }) => send(boss, '/admin/settings/delivery/eu', { version: '1', 'standard-on': '1' }), 422),
  page('admin settings, taxes', ({ boss }) => at(boss, '/admin/settings/taxes')),
  page('admin settings, taxes, wrong', ({ boss }) => send(boss, '/admin/settings/taxes', { version: '1', 'rate-IE-standard': 'much' }), 422),
  page('admin audit log, filtered', ({ boss }) => at(boss, '/admin/audit?outcome=allowed')),
  page('admin audit log, a filter that is wrong', ({ boss }) => at(boss, '/admin/audit?from=2026-02-31'), 422),
  page('admin audit entry', async ({ boss }) => at(boss, /href="(\/admin\/audit\/[0-9a-f-]{36})"/.exec((await boss.get('/admin/audit')).body)?.[1] ?? '')),
  page('admin products', ({ boss }) => at(boss, '/admin/products')),
  page('admin products, none', ({ boss }) => at(boss, '/admin/products?q=nothing-like-it')),
  page('admin product', ({ boss }) => at(boss, '/admin/products/dipped-mug')),
  page('admin product, all wrong', async ({ boss }) => send(boss, '/admin/products/dusk-teapot', { name: '', published_from: 'soon', version: '1' }), 422),
  page('admin product, overtaken', ({ boss, db }) => overtakenProduct(boss, db), 422),
  page('admin product, new', ({ boss }) => at(boss, '/admin/products/new')),
  page('admin prices', ({ boss }) => at(boss, '/admin/products/prices?q=mug')),
  page('admin prices, a percentage that is none', ({ boss }) => send(boss, '/admin/products/prices/percent', { percent: 'x', step: '1', currency: '' }), 422),
  page('admin prices, what a change would do', ({ boss }) => heldPrices(boss)),
  page('admin import and export', ({ boss }) => at(boss, '/admin/products/import')),
  page('admin categories', ({ boss }) => at(boss, '/admin/categories')),
  page('admin categories, a name that is missing', ({ boss }) => send(boss, '/admin/categories', { name: '', name_de: '', slug: '' }), 422),
  page('admin audit log', ({ boss }) => at(boss, '/admin/audit')),
  page('admin order', ({ boss, annsOrder }) => at(boss, `/admin/orders/${annsOrder}`)),
  page('admin order that is sent, with a return', ({ boss, sendersOrder }) => at(boss, `/admin/orders/${sendersOrder}`)),
  page('admin order, a tracking number that is wrong', ({ boss, sendersOrder }) => send(boss, `/admin/orders/${sendersOrder}/tracking`, { carrier: 'ups', tracking_number: 'x', previous: '1Z999AA10123456784' }), 422),
  page('admin order, refunds', ({ boss, refundUrl }) => at(boss, refundUrl)),
  page('admin order, nothing to refund', ({ boss, refundUrl }) => send(boss, `${refundUrl}/refunds`, { amount: '999', reason: '', key: 'b'.repeat(36), version: '4' }), 422),
  page('admin order, refund refused', ({ boss, paidUrl }) => send(boss, `${paidUrl}/refunds`, { amount: '999', reason: '', key: 'c'.repeat(36), version: '2' }), 422),
  page('admin order, change it', ({ boss, annsOrder }) => at(boss, `/admin/orders/${annsOrder}/edit`)),
  page('admin order, look at the changes', ({ boss, annsOrder }) => send(boss, `/admin/orders/${annsOrder}/edit`, { ...MOVED, version: '1' })),
  page('admin order, change it, all wrong', ({ boss, annsOrder }) => send(boss, `/admin/orders/${annsOrder}/edit`, { version: '1', add_sku: 'NONE', [`quantity-${MUG}`]: 'x' }), 422),
  page('admin order that cannot be changed', ({ boss, sendersOrder }) => at(boss, `/admin/orders/${sendersOrder}/edit`)),
  page('admin order, an empty note', ({ boss, annsOrder }) => send(boss, `/admin/orders/${annsOrder}/notes`, { text: '', visible: '1' }), 422),
  page('admin order, step refused', ({ boss, orders: [number] }) => step(boss, String(number), 'delivered'), 422),
  page('admin order, overtaken', ({ boss, orders: [, number] }) => overtakenStep(boss, String(number)), 422)
]

/** Another street. */
const { email, ...MOVED } = { ...ADDRESS, line1: 'Kiln Lane 4' }

function page (name: string, prepare: (scene: Scene) => Promise<Visit>, status = 200): PageType {
  return { name, status, visit: async (scene, theme) => prepare(await inTheme(scene, theme)) }
}

/** The same people in browsers of this theme. */
async function inTheme (scene: Scene, theme: Theme): Promise<Scene> {
  const { cookies: { prefs } } = await chosen(scene.guest.clone(), theme)
  const people = Object.entries(scene).map(([name, person]) => [name, isVisitor(person) ? dressed(person.clone(), String(prefs)) : person])
  return Object.fromEntries(people)
}

function isVisitor (value: unknown): value is Visitor {
  return typeof value === 'object' && value !== null && 'clone' in value
}

async function chosen (visitor: Visitor, theme: Theme): Promise<Visitor> {
  await visitor.post('/preferences', { theme })
  return visitor
}

function dressed (visitor: Visitor, prefs: string): Visitor {
  visitor.cookies.prefs = prefs
  return visitor
}

async function at (visitor: Visitor, url: string): Promise<Visit> {
  return { visitor, url }
}

async function send (visitor: Visitor, url: string, form: Form): Promise<Visit> {
  return { visitor, url, form }
}

async function after (visitor: Visitor, url: string, form: Form, then: string): Promise<Visit> {
  const { statusCode } = await visitor.post(url, form)
  if (statusCode !== 303) throw new Error(`POST ${url}: ${statusCode}`)
  return { visitor, url: then }
}

/** In a browser that remembers what it saw. */
async function looked (visitor: Visitor): Promise<Visitor> {
  await visitor.post('/preferences', { recently_viewed: '1' })
  for (const slug of ['dipped-mug', 'dusk-teapot', 'moon-jar', 'beech-board', 'bud-vase']) await visitor.get(`/products/${slug}`)
  return visitor
}

async function wishing (visitor: Visitor): Promise<Visitor> {
  for (const sku of ['CARAFE-NIGHT', 'PLATE-SERVING', MUG]) await visitor.post(`/account/wishlist/items/${sku}`)
  await visitor.get('/')
  return visitor
}

/** The path of the link to a wishlist. */
async function sharedBy (visitor: Visitor): Promise<string> {
  const { body } = await (await wishing(visitor)).submit('/account/wishlist/link')
  return new URL(/class="to-copy"><a href="([^"]+)"/.exec(body)?.[1] ?? '').pathname
}

/** The path of the link that carries a basket. */
async function linkOf (visitor: Visitor, db: pg.Pool): Promise<string> {
  await db.query('delete from rate_limit')
  const { pathname, search } = new URL(/class="to-copy"><a href="([^"]+)"/.exec((await visitor.post('/cart/link')).body)?.[1] ?? '')
  return pathname + search
}

async function added (visitor: Visitor): Promise<Visitor> {
  await visitor.post('/cart/items', { sku: MUG })
  await visitor.get('/cart')
  return visitor
}

async function step (boss: Visitor, number: string, to: string): Promise<Visit> {
  return send(boss, `/admin/orders/${number}/status`, { to, version: versionIn(await boss.get(`/admin/orders/${number}`)) })
}

/** A colleague has taken the step while the page was open. */
async function overtakenStep (boss: Visitor, number: string): Promise<Visit> {
  const { url, form } = await step(boss, number, 'paid')
  await boss.post(url, form)
  await boss.get('/admin') // takes the message
  return send(boss, url, { to: 'cancelled', version: '1' })
}

async function unpaid (visitor: Visitor, url: string): Promise<Visit> {
  const [path = '', key = ''] = url.split('?key=')
  return after(visitor, `${path}/pay`, { payment: 'card', key }, url)
}

/** A colleague has packed what the guest now takes back. */
async function tooLate ({ guest, boss }: Scene): Promise<Visit> {
  const number = await placeOrder(guest, { [MUG]: 1 })
  const key = guestLink(number, readConfig({}).cookieSecrets).split('key=')[1]
  await boss.post(`/admin/orders/${number}/status`, { to: 'packed', version: '1' })
  await boss.get('/admin') // takes the message
  return send(guest, `/orders/${number}/cancel`, { version: '1', key })
}

/** Somebody else has saved the product since. */
async function overtakenProduct (boss: Visitor, db: pg.Pool): Promise<Visit> {
  await db.query("update product set version = version + 1 where slug = 'oak-tray'")
  return send(boss, '/admin/products/oak-tray', { name: 'Another tray', version: '1' })
}

async function counted (boss: Visitor): Promise<Visit> {
  const url = '/admin/stock/count?q=mug'
  return send(boss, url, { ...formIn(await boss.get(url), url), [`counted-${MUG}`]: '7' })
}

async function heldPrices (boss: Visitor): Promise<Visit> {
  const answer = await boss.post('/admin/products/prices/percent?category=table', { percent: '-10', step: '50', currency: '', sale: '1' })
  return at(boss, String(answer.headers.location))
}

/** The page of a review in this state. */
async function reviewUrl (db: pg.Pool, state: string): Promise<string> {
  const { rows: [review] } = await db.query<{ id: string }>('select review_id as id from review where state = $1 limit 1', [state])
  return `/admin/reviews/${review?.id}`
}

/** An add that was under way while its browser logged in, and came again with the old cookie. */
async function overtaken ({ guest, db }: Scene): Promise<Visit> {
  const visitor = await added(guest)
  const late = visitor.clone()
  const { rows } = await db.query<{ email: string }>("select email from customer_email where email like 'ann%' limit 1")
  await signIn(visitor, { email: rows[0]?.email ?? '', password: 'a jug of rather good tea' })
  return send(late, '/cart/items?resent=1', { sku: MUG, quantity: '1' })
}

async function idOf (db: pg.Pool, name: string): Promise<string> {
  const { rows: [customer] } = await db.query<{ id: string }>('select shopper_id as id from customer where name like $1 order by created_at limit 1', [name])
  return customer?.id ?? ''
}

/** The page of a role that a colleague has changed since. */
async function changedRole (db: pg.Pool): Promise<string> {
  await db.query("update staff_role set version = 2 where staff_role = 'shopkeeper'")
  return '/admin/staff/roles/shopkeeper'
}

/** The path of the link of an invitation. */
async function invited (boss: Visitor, db: pg.Pool): Promise<string> {
  await db.query('delete from rate_limit')
  await db.query('delete from staff_invitation')
  await boss.post('/admin/staff/invitations', { email: 'sam@example.org', post: 'stockroom' })
  await boss.get('/admin') // takes the message
  return linkTo(db, 'sam@example.org', /invitation/)
}

async function customerOf (db: pg.Pool): Promise<{ email: string }> {
  const { rows: [customer] } = await db.query<{ email: string }>("select email from customer where name = 'Nell Newcomer'")
  if (!customer) throw new Error('the scene has no newcomer')
  return customer
}

/** The path of a link for a new password. */
async function askForLink (guest: Visitor, db: pg.Pool): Promise<string> {
  const { email } = await customerOf(db)
  await db.query('delete from rate_limit')
  await guest.post('/forgot-password', { email })
  return linkTo(db, email, /new password/)
}

/** The path of the link in a mail that asks whether it is wanted. */
let alerts = 0

/** For an address of its own: two windows look at pages at once. */
async function askForAlert (guest: Visitor, db: pg.Pool): Promise<string> {
  const email = `zoe${alerts += 1}@example.com`
  await db.query('delete from rate_limit')
  await guest.post('/products/night-carafe/alerts', { sku: 'CARAFE-NIGHT', email })
  return linkTo(db, email, /Shall we write/)
}

async function confirmedAlert (guest: Visitor, db: pg.Pool): Promise<string> {
  const path = await askForAlert(guest, db)
  await guest.post('/alerts/confirm', { sku: 'CARAFE-NIGHT', token: tokenIn(path) })
  return path
}

function tokenIn (link: string): string {
  return new URL(link, 'http://shop').searchParams.get('token') ?? ''
}

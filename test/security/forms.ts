import type pg from 'pg'
import { ACCESS } from '../../src/access.ts'
import { makeOrder, openAdmin } from '../admin/shop-with-orders.ts'
import { ADDRESS } from '../helpers/checkout.ts'
import { MUG, PASSWORD, type Shops } from '../helpers/shop.ts'
import type { Test } from 'tap'
import type { Visitor } from '../helpers/visitor.ts'

const { email, shipping, ...LIVING } = ADDRESS

const PRODUCT = {
  name: 'Rain gauge', slug: 'rain-gauge', details: '', description: 'It tells how much it rained.', category: 'garden', tax_class: 'standard', wall: 'sage',
  published: '', published_from: '', published_until: '', name_de: '', details_de: '', description_de: '', goes_with: ''
}

/** The fields of every form of the shop, filled in as somebody might. A rule of src/access.ts without its form here fails a test. */
export const FORMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /cart/items': { sku: MUG, quantity: '1', return_to: '/cart' },
  'POST /cart/items/:sku': { quantity: '1', step: '1', return_to: '/cart' },
  'POST /cart/items/:sku/remove': { return_to: '/cart' },
  'POST /cart/items/:sku/save': { return_to: '/cart' },
  'POST /cart/saved/:sku/restore': { return_to: '/cart' },
  'POST /cart/saved/:sku/remove': { return_to: '/cart' },
  'POST /cart/undo': { return_to: '/cart' },
  'POST /cart/coupon': { code: 'SPRING-10' },
  'POST /cart/coupon/remove': { return_to: '/cart' },
  'POST /cart/link': { return_to: '/cart' },
  'POST /cart/link/take': { token: 'a'.repeat(32) },
  'POST /register': { name: 'Bo', email: 'bo@example.com', password: PASSWORD, next: '/cart' },
  'POST /login': { email: 'nobody@example.com', password: PASSWORD, remember: '1', next: '/cart' },
  'POST /login/code': { ticket: 'a'.repeat(32), code: '123456', remember: '1', next: '/cart' },
  'POST /logout': { return_to: '/' },
  'POST /forgot-password': { email: 'nobody@example.com' },
  'POST /reset-password': { token: 'a'.repeat(32), password: PASSWORD },
  'POST /confirm-email': { token: 'a'.repeat(32) },
  'POST /account': { name: 'Robin' },
  'POST /account/confirm': { password: PASSWORD, next: '/account' },
  'POST /account/password': { current_password: PASSWORD, password: 'a kettle on a small blue stove' },
  'POST /account/email': { email: 'other@example.com' },
  'POST /account/second-factor': { setup: 'a'.repeat(80), code: '123456', next: '/account' },
  'POST /account/second-factor/codes': { code: '123456', next: '/account' },
  'POST /account/second-factor/remove': { code: '123456', next: '/account' },
  'POST /account/addresses': LIVING,
  'POST /account/addresses/:id': LIVING,
  'POST /account/addresses/:id/first': { return_to: '/' },
  'POST /account/addresses/:id/remove': { return_to: '/' },
  'POST /account/delete': { email: 'other@example.com' },
  'POST /account/devices/:id/end': { return_to: '/' },
  'POST /account/devices/end-others': { return_to: '/' },
  'POST /preferences': { theme: 'dark', currency: 'EUR', locale: 'en-IE', density: 'compact', page_size: '24', recently_viewed: '1', return_to: '/' },
  'POST /recently-viewed/forget': { return_to: '/' },
  'POST /account/orders/:number/reorder': { return_to: '/cart' },
  'POST /account/wishlist/items/:sku': { return_to: '/cart' },
  'POST /account/wishlist/items/:sku/remove': { return_to: '/cart' },
  'POST /account/wishlist/items/:sku/move': { return_to: '/cart' },
  'POST /account/wishlist/link': { return_to: '/cart' },
  'POST /account/wishlist/link/revoke': { return_to: '/cart' },
  'POST /products/:slug/alerts': { sku: MUG, email: 'nobody@example.com' },
  'POST /alerts/confirm': { sku: MUG, token: 'a'.repeat(32) },
  'POST /alerts/off': { sku: MUG, token: 'a'.repeat(32) },
  'POST /products/:slug/review': { stars: '5', title: 'Good', body: 'It holds what it should.', name: 'Robin K.', version: '0' },
  'POST /products/:slug/review/delete': { return_to: '/' },
  'POST /checkout': ADDRESS,
  'POST /orders': { checkout_key: 'a'.repeat(32), expected_total: '100', payment: 'invoice', currency: 'EUR' },
  'POST /orders/find': { number: 'P-AAAAAAAA', email: 'nobody@example.com' },
  'POST /orders/:number/cancel': { version: '1', key: 'a'.repeat(43) },
  'POST /orders/:number/pay': { payment: 'invoice', key: 'a'.repeat(43) },
  'POST /account/orders/:number/cancel': { version: '1' },
  'POST /orders/:number/return': { [`quantity-${MUG}`]: '1', reason: 'changed-mind', note: '', form_key: 'a'.repeat(24), key: 'a'.repeat(43) },
  'POST /account/orders/:number/return': { [`quantity-${MUG}`]: '1', reason: 'changed-mind', note: '', form_key: 'a'.repeat(24) },
  'POST /orders/:number/return/withdraw': { position: '1', version: '1', key: 'a'.repeat(43) },
  'POST /account/orders/:number/return/withdraw': { position: '1', version: '1' },
  'POST /admin/orders/layout': { columns: 'placed', page_size: '50', list: '' },
  'POST /admin/orders/bulk': { action: 'pack', number: 'P-AAAAAAAA', list: '' },
  'POST /admin/orders/views': { name: 'To pack', list: 'status=paid' },
  'POST /admin/orders/views/:id': { name: 'To pack', version: '1' },
  'POST /admin/orders/views/:id/delete': { version: '1' },
  'POST /admin/orders/:number/status': { to: 'paid', version: '1' },
  'POST /admin/orders/:number/tracking': { carrier: 'dhl', tracking_number: '00340434161094042557', previous: '' },
  'POST /admin/orders/:number/notes': { text: 'Wrap it well.', visible: '1', key: '00000000-0000-4000-8000-000000000000' },
  'POST /admin/orders/:number/undo': { version: '1' },
  'POST /admin/orders/:number/letters': { letter: 'placed' },
  'POST /admin/orders/:number/edit': { version: '1', ...LIVING, shipping, [`quantity-${MUG}`]: '1', add_sku: '', add_quantity: '1', digest: 'a'.repeat(22) },
  'POST /admin/returns/:id/approve': { version: '1', answer: '' },
  'POST /admin/returns/:id/refuse': { version: '1', answer: 'It was worn.' },
  'POST /admin/returns/:id/receive': { version: '1', answer: '', [`restock-${MUG}`]: '1' },
  'POST /admin/orders/:number/refunds': { amount: '1.00', reason: 'A chip', key: 'a'.repeat(36), version: '1' },
  'POST /admin/orders/:number/refunds/:id/sent': { version: '1' },
  'POST /admin/stock/count': { key: 'd'.repeat(36), reason: 'The count of the year', [`counted-${MUG}`]: '7', [`seen-${MUG}`]: '1', step: 'save' },
  'POST /admin/stock/:sku/adjust': { delta: '+3', reason: 'Found behind the shelf', key: 'a'.repeat(36) },
  'POST /admin/stock/:sku/count': { counted: '7', seen: '1', key: 'b'.repeat(36) },
  'POST /admin/stock/:sku/limit': { low_at: '8', previous: '5', return_to: '/admin/stock' },
  'POST /admin/products/new': PRODUCT,
  'POST /admin/products/:slug': { ...PRODUCT, version: '1' },
  'POST /admin/products/:slug/duplicate': { version: '1' },
  'POST /admin/products/:slug/variants': { version: '1', [`label-${MUG}`]: 'Slate', [`EUR-${MUG}`]: '18.00' },
  'POST /admin/products/:slug/variants/new': { version: '1', sku: 'MUG-NEW', EUR: '18.00', GBP: '16.00', USD: '20.00', grams: '500' },
  'POST /admin/products/:slug/pictures/order': { version: '1', 'position-1': '1', 'alt-1': 'A mug', 'was_alt-1': '' },
  'POST /admin/products/prices': { [`EUR-${MUG}`]: '18.00' },
  'POST /admin/products/prices/percent': { percent: '10', step: '1', currency: 'EUR', sale: '1' },
  'POST /admin/products/changes/:id': { kind: 'prices' },
  'POST /admin/products/changes/:id/discard': { kind: 'prices' },
  'POST /admin/categories': { name: 'Bath', name_de: 'Bad', slug: 'bath' },
  'POST /admin/categories/:slug': { name: 'Bath', name_de: 'Bad', position: '1', was_name: 'Bath', was_name_de: '', was_position: '1' },
  'POST /admin/categories/:slug/remove': { was_name: 'Bath' },
  'POST /admin/reviews/:id/publish': { version: '1' },
  'POST /admin/reviews/:id/refuse': { version: '1', reason: 'It names a neighbour.' },
  'POST /admin/reviews/:id/reply': { version: '1', reply: 'Thank you.' },
  'POST /admin/customers/:id/lock': { version: '1', reason: 'Three chargebacks' },
  'POST /admin/customers/:id/unlock': { version: '1' },
  'POST /admin/customers/:id/devices/end': { return_to: '/' },
  'POST /admin/customers/:id/devices/:device/end': { return_to: '/' },
  'POST /admin/customers/:id/erase': { email: 'nobody@example.com' },
  'POST /admin/staff/:id/role': { version: '1', post: 'stockroom' },
  'POST /admin/staff/:id/remove': { version: '1' },
  'POST /admin/staff/:id/devices/end': { return_to: '/' },
  'POST /admin/staff/invitations': { email: 'nobody@example.com', post: 'stockroom' },
  'POST /admin/staff/invitations/:id/send': { return_to: '/' },
  'POST /admin/staff/invitations/:id/withdraw': { return_to: '/' },
  'POST /admin/staff/roles': { name: 'Packers', 'permission-orders': '1' },
  'POST /admin/staff/roles/:role': { name: 'Packers', 'permission-orders': '1', version: '1' },
  'POST /admin/staff/roles/:role/remove': { version: '1' },
  'POST /join': { token: 'a'.repeat(32), name: 'Robin', password: PASSWORD },
  'POST /admin/coupons': { name: 'Spring', name_de: 'Frühling', code: 'SPRING-26', kind: 'percent', percent: '10', stacks: '1' },
  'POST /admin/coupons/:id': { name: 'Spring', kind: 'free-delivery', version: '1' },
  'POST /admin/coupons/:id/active': { active: '0', version: '1' },
  'POST /admin/settings': { version: '1', name: 'Pottery', lines: 'Pottery Ltd\nDublin', vat_id: 'IE1234567X', email: 'shop@example.com', phone: '+353 1 234 5678' },
  'POST /admin/settings/mail': { version: '1', greeting_en: 'Dear {name},', greeting_de: '', greeting_all_en: '', greeting_all_de: '', closing_en: 'The shop', closing_de: '' },
  'POST /admin/settings/mail/:id/test': { language: 'en' },
  'POST /admin/settings/delivery/:id': { version: '1', 'country-IE': '1', 'standard-on': '1', 'standard-fewest': '1', 'standard-most': '2', 'standard-kg-1': '10', 'standard-EUR-1': '4.90' },
  'POST /admin/settings/taxes': { version: '1', 'rate-IE-standard': '23' }
}

/** Sent by Stripe, and no form: `payments/payments.test.ts` has what it refuses. */
const WEBHOOK = 'POST /webhooks/stripe'

/** They take files: `pictures/pictures.test.ts` and `admin/product-changes.test.ts` have what they refuse. */
const UPLOADS = ['POST /admin/products/:slug/pictures', 'POST /admin/products/import']

/** The rules of all forms, as the table of access has them. What takes JSON is in test/api. */
export const POST_RULES = Object.keys(ACCESS).filter(rule => rule.startsWith('POST ') && rule !== WEBHOOK && !UPLOADS.includes(rule) && !rule.includes(' /api/'))

/** The address of a rule, with something that is there in the place of each parameter. */
export function addressOf (rule: string, number = 'P-AAAAAAAA'): string {
  return rule.replace(/^[A-Z]+ /, '').replace(':sku', MUG).replace(':slug', 'dipped-mug').replace(':number', number).replace(':id', 'A'.repeat(16)).replace(':token', 'a'.repeat(32))
}

export interface Crowd extends Shops {
  /** An admin with an item in the basket: may send every form. */
  boss: Visitor
  /** Of an order. */
  number: string
}

/** A shop with an order, and somebody in it who may send every form there is. */
export async function openCrowd (t: Test, ...settings: Parameters<typeof openAdmin> extends [unknown, ...infer Rest] ? Rest : never): Promise<Crowd> {
  const shops = await openAdmin(t, ...settings)
  const { number } = await makeOrder(shops.db)
  await shops.boss.visitor.post('/cart/items', { sku: MUG })
  await shops.boss.visitor.get('/cart')
  return { ...shops, boss: shops.boss.visitor, number }
}

/** What is there beside those who look, the counts of the limits, sums that are kept of orders, and the log: "unchanged" after an attack means that this is equal. */
const NOT_COUNTED = ['rate_limit', 'audit', 'migration', 'sales_day']

/** A digest of every row of every table. The time of the last look is no change. */
export async function fingerprint (db: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await db.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1")
  const digests: Record<string, string> = {}
  for (const { name } of tables.filter(({ name }) => !NOT_COUNTED.includes(name))) {
    const { rows } = await db.query<{ digest: string }>(`select count(*) || ' ' || md5(coalesce(string_agg((to_jsonb(r) - 'seen_at')::text, '|' order by (to_jsonb(r) - 'seen_at')::text), '')) as digest from ${name} as r`)
    digests[name] = rows[0]?.digest ?? ''
  }
  return digests
}

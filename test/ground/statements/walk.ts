import { placeOrder } from '../../helpers/checkout.ts'
import { linkTo, tokenTo } from '../../helpers/mail.ts'
import { MUG, setStock, signIn, type Customer, type Shops } from '../../helpers/shop.ts'
import type { Visitor } from '../../helpers/visitor.ts'
import { decide, askBack, returnsOf } from '../../returns/shop-with-returns.ts'
import { step } from '../../admin/shop-with-orders.ts'

const BONE = 'MUG-BONE'

export interface Walked { number: string, customer: Customer }

/** What shoppers do in a shop, as a guest and as a customer: all but the card, whose money comes by itself. */
export async function walkAsShopper (shops: Shops): Promise<Walked> {
  const guest = shops.visitor()
  for (const page of ['/', '/products', '/products?q=mug', `/products/dipped-mug?sku=${MUG}`, '/search/suggest?q=mu', '/feed.xml', '/sitemap.xml']) await guest.get(page)
  await fill(guest)
  const ordered = await placeOrder(guest, { [MUG]: 1 }, { email: 'gwen@example.com' })
  await guest.post('/orders/find', { number: ordered, email: 'gwen@example.com' })

  const customer = await shops.customer('Wanda Walker')
  const { visitor, email } = customer
  await visitor.post('/confirm-email', { token: await tokenTo(shops.db, email, /address/) })
  await fill(visitor)
  const number = await placeOrder(visitor, { [MUG]: 2 }, { email })
  for (const page of ['/account', '/account/orders', `/account/orders/${number}`, `/orders/${number}`, '/account/addresses', '/account/devices', '/account/data']) await visitor.get(page)
  await visitor.post(`/account/orders/${number}/reorder`)
  await wish(visitor)
  await wait(shops, visitor)

  const phone = shops.visitor()
  await phone.post('/cart/items', { sku: BONE, quantity: '1' })
  await signIn(phone, customer)
  await phone.post('/account/devices/end-others')
  await phone.post('/logout')
  await phone.post('/forgot-password', { email })
  await phone.get(await linkTo(shops.db, email, /password/i))
  await signIn(visitor, customer)
  return { number, customer }
}

/** Adds, changes, saves for later, undoes. */
async function fill (visitor: Visitor): Promise<void> {
  await visitor.submit('/cart/items', { sku: MUG, quantity: '2' })
  await visitor.submit(`/cart/items/${MUG}`, { quantity: '3' })
  await visitor.submit('/cart/undo')
  await visitor.submit('/cart/coupon', { code: 'WELCOME10' })
  await visitor.submit(`/cart/items/${MUG}/save`)
  await visitor.submit(`/cart/saved/${MUG}/restore`)
  await visitor.submit('/cart/link')
  await visitor.submit(`/cart/items/${MUG}/remove`)
}

async function wish (visitor: Visitor): Promise<void> {
  await visitor.post(`/account/wishlist/items/${MUG}`)
  await visitor.post('/account/wishlist/link')
  await visitor.get('/account/wishlist')
  await visitor.post('/account/wishlist/link/revoke')
  await visitor.post(`/account/wishlist/items/${MUG}/move`)
}

/** For something that is sold out. */
async function wait (shops: Shops, visitor: Visitor): Promise<void> {
  await setStock(shops, BONE, 0)
  await visitor.post('/products/dipped-mug/alerts', { sku: BONE, email: 'wanda@example.com' })
  await visitor.post('/alerts/confirm', { token: await tokenTo(shops.db, 'wanda@example.com', /./) })
  await setStock(shops, BONE, 20)
}

/** What becomes of an order, up to a return and a review, with both sides of it. */
export async function walkAfterwards (shops: Shops, boss: Visitor, { number, customer: { visitor } }: Walked): Promise<void> {
  for (const to of ['paid', 'packed', 'sent']) await step(boss, number, to)
  await visitor.get(`/account/orders/${number}/return`)
  await askBack(visitor, { number, key: '' })
  const [asked] = await returnsOf(shops, number)
  await decide(boss, asked?.id ?? '', 'approve', '1')
  await decide(boss, asked?.id ?? '', 'receive', '2', { [`restock-${MUG}`]: '1' })
  await visitor.post('/products/dipped-mug/review', { stars: '5', title: 'A good mug', body: 'It holds what it should hold.' })
  await visitor.get(`/orders/${number}/invoice`)
}

const ADMIN_PAGES = ['', '/orders', '/orders?status=sent&q=Wanda', '/orders.csv', '/returns', '/reviews', '/stock', '/products', '/customers', '/customers?q=wanda', '/coupons', '/staff', '/audit', '/settings', `/stock/${MUG}`]

export async function walkThroughAdmin (boss: Visitor, { number, customer: { shopperId } }: Walked): Promise<void> {
  for (const page of [...ADMIN_PAGES, `/orders/${number}`, `/customers/${shopperId}`]) {
    const { statusCode } = await boss.get(`/admin${page}`)
    if (statusCode !== 200) throw new Error(`/admin${page} answers ${statusCode}`)
  }
}

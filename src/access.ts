/**
 * Who may ask for a page or send a form.
 *
 * - `anyone`: everybody.
 * - `owner`: everybody may ask, and gets what is theirs; what is not is answered like what does not exist.
 * - `customer`: who is signed in; others are sent to the login.
 * - `recent`: a customer who gave the password in the last 15 minutes; others are asked for it again.
 * - `staff`: staff and admins; to other customers the page does not exist.
 * - `admin`: admins alone.
 */
export type Access = 'anyone' | 'owner' | 'customer' | 'recent' | 'staff' | 'admin'

/** The rule of every route of the shop. A route without one stops the start of the process. */
export const ACCESS: Readonly<Record<string, Access>> = {
  'GET /': 'anyone',
  'GET /products': 'anyone',
  'GET /products/:slug': 'anyone',
  'GET /search/suggest': 'anyone',
  'GET /robots.txt': 'anyone',
  'GET /sitemap.xml': 'anyone',
  'GET /feed.xml': 'anyone',

  'GET /products/:slug/reviews': 'anyone',
  'GET /products/:slug/review': 'customer',
  'POST /products/:slug/review': 'customer',
  'POST /products/:slug/review/delete': 'customer',
  'POST /products/:slug/alerts': 'anyone',
  'GET /alerts': 'anyone',
  'POST /alerts/confirm': 'anyone',
  'POST /alerts/off': 'anyone',

  'GET /cart': 'owner',
  'POST /cart/items': 'owner',
  'POST /cart/items/:sku': 'owner',
  'POST /cart/items/:sku/remove': 'owner',
  'POST /cart/items/:sku/save': 'owner',
  'POST /cart/saved/:sku/restore': 'owner',
  'POST /cart/saved/:sku/remove': 'owner',
  'POST /cart/undo': 'owner',
  'POST /cart/coupon': 'owner',
  'POST /cart/coupon/remove': 'owner',
  'POST /cart/link': 'owner',
  'GET /cart/link': 'anyone',
  'POST /cart/link/take': 'owner',

  'GET /register': 'anyone',
  'POST /register': 'anyone',
  'GET /login': 'anyone',
  'POST /login': 'anyone',
  'POST /login/code': 'anyone',
  'POST /logout': 'anyone',
  'GET /forgot-password': 'anyone',
  'POST /forgot-password': 'anyone',
  'GET /reset-password': 'anyone',
  'POST /reset-password': 'anyone',
  'GET /confirm-email': 'anyone',
  'POST /confirm-email': 'anyone',

  'GET /account': 'customer',
  'POST /account': 'customer',
  'GET /account/confirm': 'customer',
  'POST /account/confirm': 'customer',
  'GET /account/password': 'customer',
  'POST /account/password': 'customer',
  'GET /account/email': 'recent',
  'POST /account/email': 'recent',
  'GET /account/second-factor': 'recent',
  'POST /account/second-factor': 'recent',
  'POST /account/second-factor/codes': 'recent',
  'POST /account/second-factor/remove': 'recent',
  'GET /account/data': 'recent',
  'GET /account/delete': 'recent',
  'POST /account/delete': 'recent',
  'GET /account/devices': 'customer',
  'POST /account/devices/:id/end': 'customer',
  'POST /account/devices/end-others': 'customer',
  'GET /account/addresses': 'customer',
  'POST /account/addresses': 'customer',
  'GET /account/addresses/:id': 'customer',
  'POST /account/addresses/:id': 'customer',
  'POST /account/addresses/:id/first': 'customer',
  'POST /account/addresses/:id/remove': 'customer',
  'GET /account/orders': 'customer',
  'GET /account/orders/:number': 'customer',
  'POST /account/orders/:number/cancel': 'customer',
  'POST /account/orders/:number/reorder': 'customer',

  'GET /account/wishlist': 'customer',
  'POST /account/wishlist/items/:sku': 'owner', // who is not signed in may do so and come back
  'POST /account/wishlist/items/:sku/remove': 'customer',
  'POST /account/wishlist/items/:sku/move': 'customer',
  'POST /account/wishlist/link': 'customer',
  'POST /account/wishlist/link/revoke': 'customer',
  'GET /wishlists/:token': 'anyone',

  'GET /preferences': 'anyone',
  'POST /preferences': 'anyone',
  'POST /recently-viewed/forget': 'anyone',

  'GET /checkout': 'owner',
  'POST /checkout': 'owner',
  'GET /checkout/review': 'owner',
  'POST /orders': 'owner',
  'GET /orders/find': 'anyone',
  'POST /orders/find': 'anyone',
  'GET /orders/:number': 'owner',
  'POST /orders/:number/cancel': 'owner',
  'POST /orders/:number/pay': 'owner',
  'POST /webhooks/stripe': 'anyone', // only what Stripe has signed is read

  'GET /admin': 'staff',
  'GET /admin/orders': 'staff',
  'GET /admin/orders/:number': 'staff',
  'POST /admin/orders/:number/status': 'staff',
  'POST /admin/orders/:number/refunds': 'staff',
  'POST /admin/orders/:number/refunds/:id/sent': 'staff',
  'GET /admin/reviews': 'staff',
  'GET /admin/reviews/:id': 'staff',
  'POST /admin/reviews/:id/publish': 'staff',
  'POST /admin/reviews/:id/refuse': 'staff',
  'POST /admin/reviews/:id/reply': 'staff',
  'GET /admin/audit': 'admin',

  'GET /dev/mail': 'anyone',
  'GET /dev/mail/:id': 'anyone'
}

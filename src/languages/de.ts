import accounts from './de/accounts.ts'
import addresses from './de/addresses.ts'
import alerts from './de/alerts.ts'
import api from './de/api.ts'
import cart from './de/cart.ts'
import catalog from './de/catalog.ts'
import checkout from './de/checkout.ts'
import common from './de/common.ts'
import errors from './de/errors.ts'
import feeds from './de/feeds.ts'
import invoices from './de/invoices.ts'
import mail from './de/mail.ts'
import orders from './de/orders.ts'
import payments from './de/payments.ts'
import preferences from './de/preferences.ts'
import pricing from './de/pricing.ts'
import returns from './de/returns.ts'
import reviews from './de/reviews.ts'
import wishlist from './de/wishlist.ts'

/** The German of each feature. Its keys are the English messages; what several features say is common. */
export const FEATURES = {
  accounts, addresses, alerts, api, cart, catalog, checkout, common, errors, feeds, invoices, mail, orders, payments, preferences, pricing, returns, reviews, wishlist
} as const

/** German for every message of the shop. */
export const GERMAN: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(FEATURES))

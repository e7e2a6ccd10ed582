import type { PromotionRow } from './queries.ts'

/** Coupons to try. Promotions that apply by themselves are left to the shop. */
export const PROMOTIONS: PromotionRow[] = [
  { promotion_id: 'welcome', code: 'WELCOME10', name: '10% off to begin with', kind: 'percent', percent: 10, category: null, minimums: null, buy: null, get: null, uses_per_customer: 1, stacks: false },
  { promotion_id: 'linen', code: 'LINEN3', name: 'Three of linen for two', kind: 'buy-x-get-y', percent: null, category: 'linen', minimums: null, buy: 2, get: 1, uses_per_customer: null, stacks: true },
  { promotion_id: 'parcel', code: 'PARCEL', name: 'Free delivery', kind: 'free-delivery', percent: null, category: null, minimums: { EUR: 2500, GBP: 2200, USD: 2900 }, buy: null, get: null, uses_per_customer: null, stacks: true }
]

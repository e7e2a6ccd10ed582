import { addressOf, expectAll, formRequest } from './forms.js'

const ORDERS_A_SECOND = 6000 // more than Postgres can take
const LINES = 3

/** Each guest orders once, from an address of their own: three lines of another triple of items than the guest before. */
export const order = {
  title: 'order of 3 lines, 303',
  ceiling: { name: 'C4', path: '/c4' },
  goal: 1.2,
  async prepare (front, { skus }, secs) {
    const triples = Array.from({ length: Math.floor(skus.length / LINES) }, (_, n) => skus.slice(n * LINES, (n + 1) * LINES))
    const each = Math.ceil(ORDERS_A_SECOND * secs / triples.length)
    const ofTriples = []
    for (const [n, triple] of triples.entries()) {
      const buyer = await front.makeBuyer(triple)
      const cookies = await front.copyVisitor(`order-${n}`, buyer, each, { asGuests: true })
      ofTriples.push({ cookies, body: new URLSearchParams(buyer.form).toString() })
    }
    let before
    return {
      requests: Array.from({ length: each * triples.length }, (_, n) => {
        const { cookies, body } = ofTriples[n % triples.length]
        return formRequest('/orders', { cookie: cookies[Math.floor(n / triples.length)], 'x-forwarded-for': addressOf(n) }, body)
      }),
      once: true,
      async reset () {
        await front.reset('order-%', { asGuests: true })
        before = await front.countOrders()
      },
      async check (result) {
        expectAll('orders', result, await front.countOrders() - before)
      }
    }
  }
}

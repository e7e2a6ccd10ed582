import { setTimeout as sleep } from 'node:timers/promises'
import { addressOf } from '../points/forms.js'

const SHOPPER = { email: 'ann@pottle.example', password: 'a-mug-of-tea-for-ann' }
const PICTURE = { width: 2850, height: 2140, quality: 93 } // some 5 MB, as all of it is noise
const RELOAD_MS = 5000
const PAGES_MS = 5000

/**
 * Kinds of work, each of which runs alone beside a few pages: `prepare(lab)` resolves to what it needs and `run(lab, it)` does it. A lab has
 * `ask(path, options)`, `admin` (the cookie of one), `db` and `slugs`.
 */
export const CASES = {
  pages: {
    title: 'pages that nobody has asked for before, and searches',
    async run (lab) {
      const limit = performance.now() + PAGES_MS
      for (let n = 0; performance.now() < limit; n++) {
        await lab.ask(`/products?page=${n + 2}`)
        await lab.ask(`/products/${lab.slugs[n * 7 % lab.slugs.length]}`)
        await lab.ask('/products?q=mug', { headers: { 'x-forwarded-for': addressOf(n) } })
        await lab.ask(`/products?sort=${n % 2 ? 'price-asc' : 'newest'}&page=${n + 1}`)
      }
    }
  },
  logins: {
    title: 'logins, two at a time',
    run: lab => inPairs(60, n => lab.send('/login', SHOPPER, { 'x-forwarded-for': addressOf(n) }))
  },
  registration: {
    title: 'registrations, the first of the process among them',
    run: lab => inPairs(20, n => lab.send('/register', { name: 'Ann Bench', email: `ann.${Date.now()}.${n}@shop.example`, password: `four kilns and ${n} pots of tea` }, { 'x-forwarded-for': addressOf(n) }))
  },
  csv: {
    title: "the admin's file of all orders",
    run: lab => lab.ask('/admin/orders.csv', { headers: { cookie: lab.admin } })
  },
  picture: {
    title: 'a picture of 5 MB',
    prepare: makePicture,
    async run (lab, picture) {
      const body = new FormData()
      body.set('file', new Blob([picture], { type: 'image/jpeg' }), 'noise.jpg')
      await lab.ask(`/admin/products/${lab.slugs[0]}/pictures`, { method: 'POST', body, headers: { cookie: lab.admin } }, 303)
    }
  },
  invoice: {
    title: 'invoices as PDF, the first of the process among them',
    prepare: makeInvoice,
    async run (lab, number) {
      for (let n = 0; n < 10; n++) await lab.ask(`/admin/orders/${number}/invoice.pdf`, { headers: { cookie: lab.admin } })
    }
  },
  reload: {
    title: 'the whole catalogue, read again',
    async run ({ db }) {
      for (let n = 0; n < 2; n++) {
        await db.query('update catalog_revision set revision = revision + 1')
        await sleep(RELOAD_MS)
      }
    }
  }
}

async function inPairs (count, work) {
  for (let n = 0; n < count; n += 2) await Promise.all([work(n), work(n + 1)])
}

async function makePicture () {
  const { default: sharp } = await import('sharp')
  const { width, height, quality } = PICTURE
  return sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg({ quality }).toBuffer()
}

/** Of an order that is there. */
async function makeInvoice ({ db }) {
  const { rows: [order] } = await db.query(`
    with one as (select shopper_id, order_id, number from orders where paid_at is not null and status <> 'cancelled' order by placed_at desc limit 1),
         made as (
           insert into invoice (shopper_id, order_id, number, issued_at, seller, vat_id)
           select shopper_id, order_id, '2000-000001', now(), '{"Pottle Ltd","1 Kiln Lane"}', '' from one on conflict do nothing
         )
    select number from one
  `)
  return order.number
}

import { env } from 'node:process'
import { verify } from '@node-rs/argon2'
import flash from 'connect-flash'
import connectPgSimple from 'connect-pg-simple'
import cookieParser from 'cookie-parser'
import express from 'express'
import session from 'express-session'
import nunjucks from 'nunjucks'
import pg from 'pg'

// The same pages as the tutorials for these packages would make them, with the options that they recommend.
const PAGE = 24
const MONTH_MS = 30 * 24 * 60 * 60 * 1000

const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 10 })
const app = express()
const environment = nunjucks.configure(env.BENCH_TEMPLATES.split(':'), { autoescape: true, express: app })
environment.addFilter('money', cents => `€${(cents / 100).toFixed(2)}`)

app.get('/healthz', (_req, res) => { res.send('ok') })
app.use(express.urlencoded({ extended: false }))
app.use(cookieParser(env.SESSION_SECRET))
app.use(session({
  store: new (connectPgSimple(session))({ pool }),
  secret: env.SESSION_SECRET,
  resave: false,
  saveUninitialized: false,
  cookie: { maxAge: MONTH_MS }
}))
app.use(flash())
app.use((req, res, next) => {
  if (req.method === 'GET') res.locals.messages = req.flash('success')
  res.locals.count = linesOf(req).reduce((sum, { quantity }) => sum + quantity, 0)
  next()
})

app.get('/products', async (req, res) => {
  const page = Number(req.query.page) || 1
  const { rows: products } = await pool.query('select * from product order by position limit $1 offset $2', [PAGE, (page - 1) * PAGE])
  const { rows: [{ count }] } = await pool.query('select count(*) from product')
  res.render('list.njk', { products, page, pages: Math.ceil(count / PAGE) })
})

app.get('/cart', async (req, res) => res.render('cart.njk', await pricedCart(req)))

app.post('/cart/items', async (req, res) => {
  const { sku, quantity, return_to: returnTo } = req.body
  const { rows: [product] } = await pool.query('select * from product where sku = $1', [sku])
  if (!product) return res.status(404).send('Not found')
  req.session.cart = { lines: add(linesOf(req), [{ sku, quantity: Number(quantity) }]) }
  req.flash('success', `Added: ${product.name}`)
  res.redirect(303, returnTo)
})

app.post('/login', async (req, res, next) => {
  const { rows: [customer] } = await pool.query('select * from customer where email = $1', [req.body.email])
  if (!customer || !await verify(customer.password_hash, req.body.password)) return res.status(422).send('Wrong e-mail address or password')
  const cart = { lines: add(customer.cart.lines, linesOf(req)) }
  await pool.query('update customer set cart = $2 where id = $1', [customer.id, cart])
  req.session.regenerate(error => {
    if (error) return next(error)
    req.session.customerId = customer.id
    req.session.cart = cart
    req.flash('success', `Welcome back, ${customer.name}.`)
    res.redirect(303, '/account')
  })
})

app.post('/checkout', (req, res) => {
  req.session.delivery = req.body
  res.redirect(303, '/checkout/review')
})

app.get('/checkout/review', async (req, res) => res.render('cart.njk', await pricedCart(req)))

app.post('/orders', async (req, res) => {
  const { lines, totalCents } = await pricedCart(req)
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const { sku, quantity } of lines) {
      const { rowCount } = await client.query('update stock set available = available - $2 where sku = $1 and available >= $2', [sku, quantity])
      if (rowCount === 0) throw new Error(`${sku} is sold out`)
    }
    const { rows: [{ id }] } = await client.query('insert into orders (delivery, total_cents) values ($1, $2) returning id', [req.session.delivery, totalCents])
    for (const { sku, name, quantity, price_cents: priceCents } of lines) {
      await client.query('insert into order_line (order_id, sku, name, quantity, price_cents) values ($1, $2, $3, $4, $5)', [id, sku, name, quantity, priceCents])
    }
    await client.query('commit')
    req.session.cart = { lines: [] }
    req.flash('success', 'Thank you for your order.')
    res.redirect(303, `/orders/${id}`)
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
})

app.listen(Number(env.PORT), '127.0.0.1')

function linesOf (req) {
  return req.session.cart?.lines ?? []
}

/** Quantities of the same item add up. */
function add (lines, more) {
  const quantities = new Map(lines.map(({ sku, quantity }) => [sku, quantity]))
  for (const { sku, quantity } of more) quantities.set(sku, Math.min(99, (quantities.get(sku) ?? 0) + quantity))
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }))
}

async function pricedCart (req) {
  const cart = linesOf(req)
  const { rows } = await pool.query('select * from product where sku = any($1)', [cart.map(({ sku }) => sku)])
  const lines = cart.map(({ sku, quantity }) => ({ ...rows.find(row => row.sku === sku), quantity }))
  return { lines, totalCents: lines.reduce((sum, line) => sum + line.price_cents * line.quantity, 0) }
}

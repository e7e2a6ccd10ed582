import { existsSync } from 'node:fs'
import t from 'tap'
import { CURRENCIES } from '../../src/money.ts'
import { ATTRIBUTES } from '../../src/seed/attributes.ts'
import { shelvedProducts } from '../../src/seed/catalog.ts'
import * as german from '../../src/seed/german.ts'
import { GERMAN_PRODUCTS } from '../../src/seed/german-products.ts'
import { RELATIONS } from '../../src/seed/relations.ts'
import { DEMO_LOGINS, seedCatalog, seedCustomers } from '../../src/seed/seed.ts'
import { MUG, openShop, signIn } from '../helpers/shop.ts'

const products = shelvedProducts()
const variants = products.flatMap(product => product.variants)

t.test('the shop is as large and as varied as it should be', async t => {
  t.equal(products.length, 40)
  t.equal(new Set(products.map(({ slug }) => slug)).size, 40)
  t.strictSame([...new Set(products.map(({ category }) => category))].sort(), ['garden', 'kitchen', 'linen', 'shelf', 'table'])
  const varied = products.filter(product => product.variants.length > 1)
  t.ok(varied.length >= 12)
  t.ok(varied.every(product => product.variants.length <= 4 && product.variants.every(({ label }) => label !== '')))
  t.ok(variants.filter(({ stock }) => stock >= 1 && stock <= 3).length >= 3)
  t.ok(variants.filter(({ stock }) => stock >= 99).length >= 3)
  t.equal(products.filter(product => product.variants.every(({ stock }) => stock === 0)).length, 2)
})

t.test('SKUs are unique and readable', async t => {
  t.equal(new Set(variants.map(({ sku }) => sku)).size, variants.length)
  for (const { sku } of variants) t.match(sku, /^[A-Z][A-Z0-9-]{2,19}$/)
})

t.test('prices are set by hand, and what is reduced was dearer in every currency', async t => {
  for (const { sku, price, was } of variants) {
    for (const at of CURRENCIES.keys()) t.ok(was === undefined || (was[at] ?? 0) > (price[at] ?? 0), sku)
  }
  t.ok(variants.some(({ was }) => was))
  const rates = new Set(variants.map(({ price: [eur, gbp] }) => (gbp / eur).toFixed(2)))
  t.ok(rates.size > 3, 'no rate was applied')
})

t.test('each product has a picture and a real description, and no two neighbours the same wall', async t => {
  for (const [at, { slug, description, wall }] of products.entries()) {
    t.ok(existsSync(`static/pictures/${slug}.svg`), slug)
    t.ok(description.length > 100, slug)
    for (const columns of [1, 2, 3, 4, 5]) t.not(wall, products[at + columns]?.wall, `${slug} and the one ${columns} on`)
  }
})

t.test('what variants can be chosen by is told of things that there are, and of all that are told apart by it', async t => {
  const skus = new Set(variants.map(({ sku }) => sku))
  const told = ATTRIBUTES.flatMap(({ name, value, skus }) => skus.map(sku => `${name} ${value} ${sku}`))
  t.equal(new Set(told).size, told.length, 'nothing twice')
  t.strictSame(ATTRIBUTES.flatMap(each => each.skus).filter(sku => !skus.has(sku)), [])
  const known = new Set(ATTRIBUTES.flatMap(each => each.skus))
  t.strictSame(products.filter(product => product.variants.length > 1).flatMap(product => product.variants).filter(({ sku }) => !known.has(sku)), [])
  for (const { sku, label } of variants) {
    const texts = ATTRIBUTES.filter(each => each.skus.includes(sku)).map(({ text }) => text)
    const words = ATTRIBUTES.map(({ text }) => text).filter(text => label.split(/, /).includes(text))
    for (const word of words) t.ok(texts.includes(word), `${sku} is ${word}`)
  }
})

t.test('what goes well with a product is in the shop, and not the product itself', async t => {
  const slugs = new Set(products.map(({ slug }) => slug))
  for (const [product, others] of Object.entries(RELATIONS)) {
    t.ok(slugs.has(product) && others.every(other => slugs.has(other) && other !== product), product)
    t.ok(others.length <= 4 && new Set(others).size === others.length, product)
  }
})

t.test('all of it is told in German, too', async t => {
  t.strictSame(Object.keys(GERMAN_PRODUCTS).sort(), products.map(({ slug }) => slug).sort())
  t.ok(Object.values(GERMAN_PRODUCTS).every(({ name, details, description }) => name !== '' && details !== '' && description.length > 90))
  // A measure alone is written the same.
  t.strictSame(Object.keys(german.LABELS).sort(), variants.filter(({ label }) => /^[A-Z]/.test(label)).map(({ sku }) => sku).sort())
  t.strictSame(Object.keys(german.CATEGORIES).sort(), [...new Set(products.map(({ category }) => category))].sort())
  for (const { name, value } of ATTRIBUTES) t.ok(value in german.ATTRIBUTES[name], `${name} ${value}`)
})

t.test('planted again, nothing is doubled and nothing that was sold comes back', async t => {
  const { app, db } = await openShop(t)
  const read = async () => (await db.query('select slug, created_at, changed_at, position from product order by slug')).rows
  const before = await read()
  await db.query('update stock set available = 1 where sku = $1', [MUG])
  await db.query('update price set price_cents = 1 where sku = $1', [MUG])
  await seedCatalog(app.db)
  await seedCatalog(app.db)
  t.strictSame(await read(), before)
  t.equal((await db.query('select available from stock where sku = $1', [MUG])).rows[0].available, 1)
  t.equal((await db.query("select price_cents from price where sku = $1 and currency = 'EUR'", [MUG])).rows[0].price_cents, 1800)
  t.equal((await db.query('select from variant')).rowCount, variants.length)
  t.equal((await db.query('select from price')).rowCount, variants.length * 3)
  t.equal((await db.query('select from variant_attribute')).rowCount, ATTRIBUTES.flatMap(({ skus }) => skus).length)
  await db.query("update product set name = 'Old mug' where slug = 'dipped-mug'")
  await seedCatalog(app.db)
  const changed = (await db.query<{ slug: string }>('select slug from product where changed_at > created_at')).rows
  t.strictSame(changed, [{ slug: 'dipped-mug' }], 'what says something else has changed')
})

t.test('the demo customers can log in, and planting them again changes nothing', async t => {
  const { app, db, visitor } = await openShop(t)
  await seedCustomers(app.db)
  const read = async () => (await db.query('select * from customer order by email')).rows
  const before = await read()
  await seedCustomers(app.db)
  t.strictSame(await read(), before)
  for (const { email, password, role } of DEMO_LOGINS) {
    t.ok(password.length >= 15)
    t.equal((await signIn(visitor(), { email, password })).statusCode, 303)
    t.equal(before.find(row => row.email === email)?.role, role)
  }
})

import t from 'tap'
import { openShop, setStock, MUG } from '../helpers/shop.ts'
import { cartIn, countIn, flashIn, type Visitor } from '../helpers/visitor.ts'

const BONE = 'MUG-BONE'
const BAD = ['100', 'abc', '', '-1', '1.5', '05', ' 5', '١', '9'.repeat(100)]

const shops = await openShop(t)
const { db, visitor } = shops
const textOf = (body: string): string => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const summaryIn = (body: string): string => textOf(body.split('id="summary"')[1]?.split('</aside>')[0] ?? '')
const namesIn = (body: string): Array<string | undefined> => [...body.matchAll(/class="card__name"><a href="\/products\/([\w-]+)"/g)].map(match => match[1])

async function holding (items: Record<string, string>): Promise<Visitor> {
  const guest = visitor()
  for (const [sku, quantity] of Object.entries(items)) await guest.post('/cart/items', { sku, quantity })
  await guest.get('/cart')
  return guest
}

t.test('the summary: what delivery costs, how far it is to free delivery, and the total', async t => {
  const guest = await holding({ [MUG]: '2' })
  const { body } = await guest.get('/cart')
  t.match(summaryIn(body), /€24\.00 more and delivery is free.*Subtotal €36\.00.*Delivery, standard €4\.90.*Total €40\.90.*Arrives about/)
  t.match(body, '<progress class="meter" max="6000" value="3600" aria-labelledby="free-delivery">')
  await guest.post(`/cart/items/${MUG}`, { quantity: '4' })
  t.match(summaryIn((await guest.get('/cart')).body), /You have free delivery.*Subtotal €72\.00.*Delivery, standard Free.*Total €72\.00/)
  await guest.post('/preferences', { currency: 'USD', locale: 'en-US' })
  t.match((await guest.get('/cart')).body, 'max="7000" value="7000"')
})

t.test('a quantity that is none brings the page back with what was typed and a sentence at its line; nothing changes', async t => {
  const guest = await holding({ [MUG]: '2', [BONE]: '1' })
  const stored = async (): Promise<unknown> => (await db.query('select sess, version from session order by sid')).rows
  const before = await stored()
  for (const quantity of BAD) {
    const { statusCode, body } = await guest.post(`/cart/items/${MUG}`, { quantity })
    t.equal(statusCode, 422, quantity)
    t.match(body, '<title>Error: Your basket – Pottle</title>')
    t.match(body, `<li><a href="#quantity-${MUG}">Enter a number from 0 to 99 for Dipped mug, Slate</a></li>`)
    t.match(body, '</span>Enter a number from 0 to 99<span class="vh"> for Dipped mug, Slate</span></p>')
    t.match(body, `<input id="quantity-${MUG}" name="quantity" value="${quantity}"`)
    t.match(body, `aria-invalid="true" aria-describedby="quantity-${MUG}-error"`)
    t.equal(body.split('aria-invalid').length, 2, 'only that line')
    t.equal(countIn({ body }), 3)
  }
  t.equal((await guest.post(`/cart/items/${MUG}`, { quantity: 'x', step: '1' })).statusCode, 422, 'nor does a step help')
  t.match((await guest.post(`/cart/items/${MUG}`, { quantity: '<b>"' })).body, 'value="&lt;b&gt;&quot;"')
  t.equal((await guest.post('/cart/items/TEAPOT-DUSK', { quantity: 'x' })).statusCode, 422, 'no such line')
  t.strictSame(await stored(), before)
})

t.test('so does an add: the product page', async t => {
  const guest = visitor()
  for (const quantity of ['0', ...BAD]) {
    const { statusCode, body, headers } = await guest.post('/cart/items', { sku: BONE, quantity, return_to: '/products/dipped-mug' })
    t.equal(statusCode, 422, quantity)
    t.match(body, '<title>Error: Dipped mug, Bone – Pottle</title>')
    t.match(body, '<li><a href="#quantity">Enter a number from 1 to 99</a></li>')
    t.match(body, `value="${quantity}" aria-invalid="true" aria-describedby="quantity-error"`)
    t.match(body, `name="sku" value="${BONE}"`)
    t.match(body, '<input type="hidden" name="return_to" value="/products/dipped-mug?sku=MUG-BONE">', 'forms lead back to the product')
    t.equal(headers['set-cookie'], undefined)
  }
  t.strictSame(await guest.cart(), {})
})

t.test('at the end of the stock there is no button for one more', async t => {
  await setStock(shops, BONE, 3)
  const guest = await holding({ [BONE]: '3' })
  const { body } = await guest.get('/cart')
  t.match(body, /aria-label="One more of Dipped mug, Bone" disabled/)
  t.match(body, '>Only 3 in stock</p>')
  await setStock(shops, BONE, 31)
  t.notMatch((await guest.get('/cart')).body, /One more of Dipped mug, Bone" disabled/)
})

t.test('a basket that cannot be sent says why, and its way to checkout leads nowhere', async t => {
  const guest = await holding({ [BONE]: '3' })
  t.match((await guest.get('/cart')).body, 'href="/checkout">Go to checkout</a>')
  await setStock(shops, BONE, 1)
  const { body } = await guest.get('/cart')
  t.match(body, /role="link" aria-disabled="true" aria-describedby="blocked">Go to checkout/)
  t.match(body, 'id="blocked"')
  t.notMatch(body, 'href="/checkout"')
  await setStock(shops, BONE, 31)
})

t.test('several adds are told one by one, with one count that is right and one way on', async t => {
  const guest = visitor()
  await guest.post('/cart/items', { sku: MUG, return_to: '/' })
  await guest.post('/cart/items', { sku: BONE, quantity: '2', return_to: '/' })
  const home = await guest.get('/')
  t.strictSame(flashIn(home).map(({ text }) => text), ['Added: Dipped mug, Slate', 'Added: 2 × Dipped mug, Bone · 3 items in your basket'])
  t.equal(home.body.split('>View basket</a>').length, 2)
  await guest.post('/cart/items', { sku: BONE })
  t.notMatch((await guest.get('/cart')).body, '>View basket</a>', 'whoever is there needs no way there')
})

t.test('undo leads back to the page with its query', async t => {
  const guest = await holding({ [MUG]: '1' })
  await guest.post(`/cart/items/${MUG}/remove`)
  t.match((await guest.get('/products?category=table&sort=name')).body, 'action="/cart/undo" data-enhance><input type="hidden" name="return_to" value="/products?category=table&amp;sort=name">')
})

t.test('saved for later, put back and forgotten lead back to the page, and to no other shop', async t => {
  const guest = await holding({ [MUG]: '2' })
  for (const path of [`/cart/items/${MUG}/save`, `/cart/saved/${MUG}/restore`, `/cart/saved/${MUG}/remove`]) {
    t.equal((await guest.post(path, { return_to: '/products?q=mug' })).headers.location, '/products?q=mug', path)
    t.equal((await guest.post(path, { return_to: '//evil.example' })).headers.location, '/cart', path)
    t.equal((await guest.post(path)).headers.location, '/cart', path)
  }
})

t.test('how many are in the basket has its place beside the button before there are any', async t => {
  const guest = visitor()
  const held = async (): Promise<string | undefined> => /<p class="held">(.*?)<\/p>/.exec((await guest.get('/products/dipped-mug?sku=MUG-BONE')).body)?.[1]?.replace(/<[^>]*>/g, '')
  t.equal(await held(), '')
  await guest.post('/cart/items', { sku: BONE, quantity: '2' })
  t.equal(await held(), '2 in your basket')
})

t.test('many lines fold away after a success, and never in a warning', async t => {
  const texts = Array.from({ length: 9 }, (_, i) => `line ${i}`)
  for (const [kind, folds] of [['success', true], ['warning', false]] as const) {
    const guest = await holding({ [MUG]: '1' })
    await db.query("update session set sess = jsonb_set(sess, '{flash}', $1) where sid = (select sid from session order by created_at desc limit 1)", [JSON.stringify([{ id: '1', kind, text: 'Told.', lines: texts }])])
    const { body } = await guest.get('/cart')
    t.match(body, 'line 8')
    t.equal(body.includes('<summary>Show all 9'), folds, kind)
  }
})

t.test('who logs in or registers from the foot of a page comes back to it', async t => {
  const footOf = async (url: string): Promise<string> => (await visitor().get(url)).body.split('<footer')[1] ?? ''
  const foot = await footOf('/products?q=login')
  for (const path of ['/login', '/register']) t.match(foot, `<a href="${path}?next=%2Fproducts%3Fq%3Dlogin">`)
  t.match(await footOf('/'), '<a href="/register">')
})

t.test('the shelf under the basket: of the same departments, in stock, not in the basket', async t => {
  const guest = await holding({ [MUG]: '1', 'TEAPOT-DUSK': '1' })
  const slugs = namesIn((await guest.get('/cart')).body)
  t.equal(slugs.length, 4)
  for (const slug of ['dipped-mug', 'dusk-teapot', 'night-carafe']) t.notOk(slugs.includes(slug), slug)
  t.strictSame(namesIn((await visitor().get('/cart')).body), [], 'an empty basket has one way on')
})

t.test('saved for later and back is told', async t => {
  const guest = await holding({ [MUG]: '2' })
  t.match(flashIn(await guest.submit(`/cart/items/${MUG}/save`)), [{ kind: 'success', text: 'Saved for later: Dipped mug, Slate' }])
  t.match(flashIn(await guest.submit(`/cart/saved/${MUG}/restore`)), [{ kind: 'success', text: 'In your basket again: 2 × Dipped mug, Slate' }])
  await guest.get('/cart')
  await guest.post(`/cart/items/${MUG}/save`)
  await setStock(shops, MUG, 1)
  await guest.get('/cart')
  t.match(flashIn(await guest.submit(`/cart/saved/${MUG}/restore`)), [{ kind: 'warning', text: 'Only 1 in stock, so 1 stays saved for later: Dipped mug, Slate' }])
  t.match(flashIn(await guest.submit(`/cart/saved/${MUG}/restore`)), [{ kind: 'warning', text: 'Only 1 in stock, so it stays saved for later: Dipped mug, Slate' }])
  t.strictSame(cartIn(await guest.get('/cart')), { [MUG]: 1 })
})

import t from 'tap'
import { isOrderNumber, newOrderNumber, parseOrderNumber } from '../../src/orders/number.ts'
import { ADDRESS, numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { MUG, openBehindProxy, openShop, openShops, type Shops } from '../helpers/shop.ts'
import type { Answer } from '../helpers/visitor.ts'

const { email } = ADDRESS

async function placeAsGuest (shops: Shops): Promise<{ number: string, link: string }> {
  const guest = shops.visitor()
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }))
  return { number: numberIn(answer), link: String(answer.headers.location) }
}

t.test('a number is read as people type it', async t => {
  for (const typed of ['P-7K3MQ0XA', 'p-7k3mq0xa', ' P 7K3M Q0XA ', '7k3mq0xa', 'P7K3MQ0XA', 'P–7K3MQOXA', '#p-7k3mqoxa.', '７K3MQ0XA']) t.equal(parseOrderNumber(typed), 'P-7K3MQ0XA', typed)
  t.equal(parseOrderNumber('P1234567'), 'P-P1234567', 'a P of the number itself')
  t.equal(parseOrderNumber('PP1234567'), 'P-P1234567')
  t.equal(parseOrderNumber('lI345678'), 'P-11345678')
  for (const typed of ['', 'P-', 'P-123456', 'P-123456789', 'U2345678', '%00', '\0', "' or 1=1", 'é'.repeat(9)]) t.equal(parseOrderNumber(typed), undefined, typed)
  for (let at = 0; at < 500; at += 1) {
    const number = newOrderNumber()
    t.ok(isOrderNumber(number) && [number, number.toLowerCase(), number.slice(2)].every(typed => parseOrderNumber(typed) === number), number)
  }
})

t.test('number and e-mail address open a guest’s order, in whatever browser', async t => {
  const shops = await openShop(t)
  const { number, link } = await placeAsGuest(shops)
  const browser = shops.visitor()
  t.match((await browser.get('/')).body, 'href="/orders/find"')
  for (const typed of [number, number.toLowerCase().slice(2), ` ${number} `]) {
    const answer = await browser.post('/orders/find', { number: typed, email: ` ${email.toUpperCase()} ` })
    t.match([answer.statusCode, answer.headers.location], [303, link])
  }
  t.match((await browser.get(link)).body, `data-order-number="${number}"`)
  t.strictSame(browser.cookies, {}, 'and no session is made for it')
})

t.test('every wrong pair gets the same page with what was typed, and the same statements', async t => {
  const shops = await openShop(t)
  const { number } = await placeAsGuest(shops)
  const ann = await shops.customer()
  const ofAnn = await placeOrder(ann.visitor, { [MUG]: 1 }, { email: ann.email })
  const forgotten = await placeAsGuest(shops)
  await shops.db.query("update orders set email = '' where number = $1", [forgotten.number])
  const { app, proxy } = await openBehindProxy(t, shops)
  const pairs: Array<[string, string]> = [
    ['P-00000000', email], [number, 'other@example.com'], [number, ''], [number, 'x'], ['', email], ['<b>', '"><b>'],
    [ofAnn, ann.email], [forgotten.number, ''], [forgotten.number, ' '], [`${number}0`, email]
  ]
  const told = new Set<string>()
  for (const [typedNumber, typedEmail] of pairs) {
    proxy.arm()
    const answer = await shops.visitor().at(app).post('/orders/find', { number: typedNumber, email: typedEmail })
    t.equal(answer.statusCode, 422, `${typedNumber} ${typedEmail}`)
    told.add(JSON.stringify([plain(answer), proxy.statements]))
  }
  t.strictSame([...told].slice(1), [])
  const { body } = await shops.visitor().post('/orders/find', { number: 'p-<1>', email: 'a"b' })
  t.match(body, 'value="p-&lt;1&gt;"')
  t.match(body, 'value="a&quot;b"')
  t.match(body, 'Log in and see your orders')
  for (const form of [{}, { number }, { number, email, key: '1' }, { number: [number, number], email }, { number: `${number}\0`, email }]) t.equal((await shops.visitor().post('/orders/find', form)).statusCode, 422)
})

t.test('wrong pairs are counted, for a network and for a number over all processes; right ones cost nothing', async t => {
  const shops = await openShops(t, 2)
  const { number, link } = await placeAsGuest(shops)
  const find = async (at: number, typed: string, address: string): Promise<Answer> => shops.visitor().at(shops.apps[at % 2] ?? shops.app).post('/orders/find', { number: typed, email: address })
  for (let at = 0; at < 25; at += 1) t.equal((await find(at, number, email)).headers.location, link)

  const guesses = await Promise.all(Array.from({ length: 40 }, (_, at) => find(at, at % 2 ? number : ` ${number.toLowerCase()}`, `guess${at}@example.com`)))
  t.equal(guesses.filter(({ statusCode }) => statusCode === 422).length, 10, 'of one number')
  const late = await find(0, number, email)
  t.equal(late.statusCode, 429)
  t.match(late.headers['retry-after'], /^\d+$/)
  t.match(late.body, 'data-theme')

  await shops.db.query('delete from rate_limit')
  const others = await Promise.all(Array.from({ length: 60 }, (_, at) => find(at, `P-000000${10 + at % 80}`, email)))
  t.equal(others.filter(({ statusCode }) => statusCode === 422).length, 20, 'of one network')
})

/** A page without what was typed. */
function plain ({ headers, body }: Answer): unknown {
  const { date, 'content-length': length, ...others } = headers
  return { others, body: body.replace(/ value="[^"]*"/g, '') }
}

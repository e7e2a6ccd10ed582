import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry, Journal, Outcome } from '../journal.ts'
import type { Random } from '../random.ts'
import { Browser, type Answer, type Form } from './browser.ts'
import { countIn, fieldIn, flashesIn, linesIn, orderNumberIn } from './pages.ts'
import { Wallet } from './wallet.ts'

const PASSWORD = 'a jug of rather good tea'
const ADDRESS = { line1: 'Kiln Lane 3', line2: '', city: 'Dublin', postcode: 'D02 AF30', country: 'IE', phone: '', shipping: 'standard' }
const MOST_HELD = 90 // of the 99 that a line can hold
const RETRY_FOR_MS = 45_000

/** `name`: as messages have it. */
export interface Item { sku: string, name: string }

/** An order that was asked for, by its checkout key. */
export interface Placed { key: string, number: string | undefined, location: string, totalCents: number, outcome: Outcome, entry: Entry }

/** A session that has ended, and the cookies of its browser. */
export interface Ended { cookies: Map<string, string>, by: 'login' | 'logout', entry: Entry }

export interface ShopperOptions {
  number: number
  url: string
  journal: Journal
  random: Random
  /** What only this shopper buys. The last one is for changes of a quantity, the others are only added. */
  own: Item[]
  /** What everybody buys. */
  shared: Item[]
}

/** Somebody with an account who looks around, fills a basket, logs in and out and orders, and keeps what was acknowledged. */
export class Shopper {
  readonly number: number
  readonly email: string
  readonly name: string
  readonly wallet = new Wallet()
  readonly orders: Placed[] = []
  readonly ended: Ended[] = []
  browser: Browser
  isSignedIn = false
  /** Messages "Added" of own items: so many at most, and so many were shown. */
  readonly told = { most: 0, seen: 0 }
  readonly #options: ShopperOptions
  // A change of a quantity whose outcome is unknown: what the line holds is not known until the next basket.
  #isLineUnknown = false
  // A logout may have happened whose answer was lost: the browser has the cookie of a session that has ended.
  #mayBeEnded = false
  // A login whose answer was lost may still be under way: it takes the basket, and the message of an add, to a session of which the browser has no cookie.
  #mayBeMoving = false

  constructor (options: ShopperOptions) {
    this.#options = options
    this.number = options.number
    this.email = `kim.nr${this.number}@faults.example`
    this.name = `Kim Nr${this.number}`
    this.browser = this.#openBrowser()
  }

  /** An account, before anything is broken. */
  async register (): Promise<void> {
    const { status } = await this.browser.post('/register', { name: this.name, email: this.email, password: PASSWORD })
    if (status !== 303) throw new Error(`shopper ${this.number} gets no account: ${status}`)
    await this.browser.get('/')
    this.isSignedIn = true
  }

  /** Does one thing. */
  async act (): Promise<void> {
    const { random } = this.#options
    const chance = random.below(100)
    if (chance < 20) await this.#look()
    else if (chance < 55) await this.#add()
    else if (chance < 65) await this.#addInTwoTabs()
    else if (chance < 73) await this.#change()
    else if (chance < 80) await this.browser.get('/cart')
    else if (chance < 87) await (this.isSignedIn ? this.#logOut() : this.#logIn())
    else if (chance < 96) await this.#order()
    else await this.#tryEnded()
  }

  async #look (): Promise<void> {
    const path = this.#options.random.pick(['/', '/products', '/products?category=table', '/search/suggest?q=mug', '/products?q=linen'])
    const { status } = await this.browser.get(path)
    if (status !== 200 && status !== 503 && status !== 502 && status !== 0) this.#violate('I9', `${path} is answered with ${status}`)
  }

  async #add (): Promise<void> {
    const { random, own, shared } = this.#options
    const mine = own.slice(0, -1)
    const { sku } = random.pick(random.below(4) > 0 ? mine : shared)
    const entry = await this.#addOne(sku, random.between(1, 3))
    if (entry?.status === 409) return await this.#logIn() // it happened, and its answer was lost
    if (entry?.outcome !== 'ok') return
    const page = await this.browser.get('/cart')
    if (page.status !== 200 || this.#mayBeMoving) return
    const lines = linesIn(page.body)
    if (!lines.has(sku)) this.#violate('I1', `${sku} was added a moment ago, and the basket has none of it`, [entry])
    // A customer's basket and the message have a row each: where the second save fails, the add is there and only the message is not.
    if (!this.isSignedIn && mine.some(item => item.sku === sku) && !flashesIn(page.body).some(text => text.startsWith('Added:'))) {
      this.#violate('I7', 'the page after an add says nothing of it', [entry])
    }
  }

  async #addInTwoTabs (): Promise<void> {
    const { random, own } = this.#options
    const mine = own.slice(0, -1)
    // Two cookies of two first answers would be two browsers.
    if (!this.browser.cookies.has('sid') || this.#mayBeEnded) return
    await Promise.all([random.pick(mine), random.pick(mine), random.pick(mine)].map(({ sku }) => this.#addOne(sku, 1)))
  }

  async #addOne (sku: string, quantity: number): Promise<Entry | undefined> {
    if (this.wallet.held(sku) + quantity > MOST_HELD) return undefined
    const isOwn = this.#options.own.some(item => item.sku === sku)
    const signedIn = this.isSignedIn
    const answer = await this.browser.post('/cart/items', { sku, quantity: String(quantity), return_to: '/cart' })
    const entry = this.#write(`add ${quantity} of ${sku}`, answer, outcomeOf(answer))
    if (entry.outcome === 'fail') return entry
    if (entry.outcome === 'ok') this.#mayBeEnded = false
    this.wallet.put(sku, quantity, entry.outcome === 'ok', signedIn)
    if (isOwn) this.#tell(entry.outcome)
    return entry
  }

  /** Puts something in, changes how many, and looks: where all was acknowledged, that is what the basket holds. */
  async #change (): Promise<void> {
    const { random, own } = this.#options
    const sku = own.at(-1)?.sku ?? ''
    if (this.#isLineUnknown) return
    const added = await this.browser.post('/cart/items', { sku, quantity: '1' })
    this.#tell(outcomeOf(added))
    const quantity = random.below(4) === 0 ? 0 : random.between(2, 9)
    const changed = outcomeOf(added) === 'ok' ? await this.browser.post(`/cart/items/${sku}`, { quantity: String(quantity) }) : added
    const entry = this.#write(`set ${sku} to ${quantity}`, changed, outcomeOf(changed))
    if (entry.outcome !== 'ok') {
      this.#isLineUnknown = true
      return
    }
    const page = await this.browser.get('/cart')
    const found = linesIn(page.body).get(sku) ?? 0
    if (page.status === 200 && found !== quantity) this.#violate('I1', `${sku} was set to ${quantity}, and the basket holds ${found}`, [entry])
  }

  async #logIn (): Promise<void> {
    const before = new Map(this.browser.cookies)
    const answer = await this.browser.post('/login', { email: this.email, password: PASSWORD, next: '/cart' })
    const outcome = answer.status === 422 || answer.status === 429 ? 'fail' : outcomeOf(answer)
    const entry = this.#write('log in', answer, outcome)
    if (outcome === 'fail') return this.#violate('login', `the right password was refused with ${answer.status}`, [entry])
    this.wallet.moved(outcome === 'ok')
    // Whether the line for changes is as it was set is not known where two baskets were added up.
    this.#isLineUnknown = true
    this.#mayBeMoving = outcome !== 'ok'
    if (outcome !== 'ok') return
    this.isSignedIn = true
    if (before.has('sid')) this.ended.push({ cookies: before, by: 'login', entry })
    const page = await this.browser.get('/account')
    if (page.status === 303) this.#violate('login', 'who has just logged in is asked to log in', [entry])
  }

  async #logOut (): Promise<void> {
    const before = new Map(this.browser.cookies)
    const answer = await this.browser.post('/logout', {})
    const entry = this.#write('log out', answer, outcomeOf(answer))
    if (entry.outcome !== 'ok') {
      // Perhaps it happened: a browser whose cookie stays asks as one that is logged out, or in.
      await this.#findOutWhoIsIn()
      this.#mayBeEnded = !this.isSignedIn
      return
    }
    this.isSignedIn = false
    this.#isLineUnknown = false
    this.ended.push({ cookies: before, by: 'logout', entry })
  }

  async #findOutWhoIsIn (): Promise<void> {
    for (const until = performance.now() + RETRY_FOR_MS; performance.now() < until; await sleep(300)) {
      const { status } = await this.browser.get('/account')
      if (status !== 200 && status !== 303) continue
      this.isSignedIn = status === 200
      return
    }
    this.browser.close()
    this.browser = this.#openBrowser()
    this.isSignedIn = false
  }

  /** From the basket to the order. The last click is repeated, with the same key, until it is known what became of it. */
  async #order (): Promise<void> {
    const page = await this.browser.get('/cart')
    if (page.status !== 200 || countIn(page.body) === 0) return
    const sent = await this.browser.post('/checkout', { ...ADDRESS, email: this.email, name: this.name })
    if (sent.status !== 303) return
    const review = await this.browser.get('/checkout/review')
    const key = fieldIn(review.body, 'checkout_key')
    if (review.status !== 200 || key === '') return
    const totalCents = Number(fieldIn(review.body, 'expected_total'))
    await this.#place({ checkout_key: key, expected_total: String(totalCents), currency: fieldIn(review.body, 'currency'), payment: 'invoice' }, totalCents)
  }

  async #place (fields: Form, totalCents: number): Promise<void> {
    const { random } = this.#options
    const key = fields.checkout_key ?? ''
    const signedIn = this.isSignedIn
    const press = async (): Promise<Answer> => await this.browser.post('/orders', fields)
    let entry: Entry | undefined
    for (const until = performance.now() + RETRY_FOR_MS; performance.now() < until; await sleep(random.between(50, 500))) {
      // Now and then the button is pressed twice.
      const answers = await Promise.all(random.below(5) === 0 ? [press(), press()] : [press()])
      for (const answer of answers) {
        const number = orderNumberIn(answer.location)
        const outcome = number ? 'ok' : answer.status === 303 || answer.status === 422 ? 'fail' : outcomeOf(answer)
        entry = this.#write(`order by ${key}`, answer, outcome, number ?? '')
        this.orders.push({ key, number, location: answer.location, totalCents, outcome, entry })
      }
      if (answers.some(({ location, status }) => orderNumberIn(location) || status === 422 || status === 303)) break
    }
    if (entry?.outcome !== 'ok') return
    this.wallet.ordered(signedIn)
    this.#isLineUnknown = false
    const confirmation = await this.browser.get(this.orders.at(-1)?.location ?? '')
    if (confirmation.status === 404) this.#violate('I2', 'the page of an acknowledged order is not there', [entry])
  }

  /** The cookie of a session that has ended opens nothing. */
  async #tryEnded (): Promise<void> {
    const ended = this.ended.at(-1 - this.#options.random.below(Math.min(5, this.ended.length || 1)))
    if (!ended) return
    const thief = new Browser(this.#options.url, this.#address)
    thief.cookies = new Map(ended.cookies)
    const account = await thief.get('/account')
    if (account.status === 200) this.#violate('I6', `a session that a ${ended.by} has ended opens the account`, [ended.entry])
    const basket = await thief.get('/cart')
    if (basket.status === 200 && countIn(basket.body) > 0) this.#violate('I6', `a session that a ${ended.by} has ended shows a basket`, [ended.entry])
    thief.close()
  }

  #openBrowser (): Browser {
    return new Browser(this.#options.url, this.#address, (answer, method, path) => this.#see(answer, method, path))
  }

  get #address (): string {
    return `10.1.${this.number >> 8}.${this.number & 255}`
  }

  /** What is looked at in every page: whose names it has, and which messages. */
  #see (answer: Answer, method: string, path: string): void {
    this.#onAnswer(answer, `${method} ${path}`)
    if (answer.status !== 200) return
    for (const [, other] of answer.body.matchAll(/Kim Nr(\d+)\b|kim\.nr(\d+)@/g)) {
      if (other !== undefined && Number(other) !== this.number) this.#violate('I8', `${path} shows something of shopper ${other}`)
    }
    for (const text of flashesIn(answer.body)) {
      if (!text.startsWith('Added:')) continue
      if (this.#options.own.some(({ name }) => text.includes(name))) this.told.seen += 1
      else if (!this.#options.shared.some(({ name }) => text.includes(name))) this.#violate('I7', `${path} shows a message to somebody else: ${text}`)
    }
    if (this.told.seen > this.told.most) {
      this.#violate('I7', `messages of ${this.told.most} adds at most were shown ${this.told.seen} times`)
      this.told.most = this.told.seen
    }
  }

  #onAnswer: (answer: Answer, what: string) => void = () => {}

  /** Told of each answer, with what was asked for. */
  watch (seen: (answer: Answer, what: string) => void): void {
    this.#onAnswer = seen
  }

  #tell (outcome: Outcome): void {
    if (outcome === 'fail') return
    this.told.most += 1
  }

  #write (what: string, { status, tookMs, by, lost }: Answer, outcome: Outcome, note = ''): Entry {
    const { journal } = this.#options
    return journal.write({ atMs: journal.nowMs - tookMs, tookMs, shopper: this.number, what, outcome, status, by, note: note || lost })
  }

  #violate (promise: string, text: string, entries: Entry[] = []): void {
    const { journal } = this.#options
    journal.violate(promise, `shopper ${this.number}: ${text}`, [...entries, ...journal.of(this.number)])
  }
}

/** 303 and pages: done. No answer, and errors: nobody knows. All else: refused. */
export function outcomeOf ({ status }: Answer): Outcome {
  if (status === 303 || status === 200) return 'ok'
  return status === 0 || status >= 500 ? 'unknown' : 'fail'
}

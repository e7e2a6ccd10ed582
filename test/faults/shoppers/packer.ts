import type { Journal } from '../journal.ts'
import type { Random } from '../random.ts'
import { Browser, type Answer } from './browser.ts'
import { linesIn } from './pages.ts'
import { outcomeOf, type Item } from './shopper.ts'
import { Wallet } from './wallet.ts'

const MOST_HELD = 99 // of a line
const LOOKS_EVERY = 10

/** A basket that one visitor fills: its cookies name it, and the wallet says what is in it. */
export interface Packed { readonly browser: Browser, readonly wallet: Wallet }

/** Visitors without an account, one after the other, who add a piece at a time until their basket is full of the items there are. */
export class Packer {
  readonly number: number
  /** The one that is being filled is the last. */
  readonly baskets: Packed[] = []
  /** Adds that were acknowledged. */
  acknowledged = 0
  readonly #items: readonly Item[]
  readonly #journal: Journal
  readonly #random: Random
  readonly #open: (address: string) => Browser

  constructor ({ number, url, journal, random, items, seen }: { number: number, url: string, journal: Journal, random: Random, items: readonly Item[], seen: (answer: Answer, what: string) => void }) {
    this.number = number
    this.#items = items
    this.#journal = journal
    this.#random = random
    this.#open = address => new Browser(url, address, (answer, method, path) => seen(answer, `${method} ${path}`))
    this.#takeNext()
  }

  async act (): Promise<void> {
    const basket = this.baskets.at(-1) ?? this.#takeNext()
    const open = this.#items.filter(({ sku }) => basket.wallet.held(sku) < MOST_HELD)
    if (open.length === 0) {
      basket.browser.close()
      this.#takeNext()
      return
    }
    await this.#add(basket, this.#random.pick(open).sku)
    if (this.#random.below(LOOKS_EVERY) === 0) await this.#look(basket)
  }

  close (): void {
    this.baskets.at(-1)?.browser.close()
  }

  async #add ({ browser, wallet }: Packed, sku: string): Promise<void> {
    const before = browser.cookies.get('sid')
    const answer = await browser.post('/cart/items', { sku, quantity: '1', return_to: '/cart' })
    const outcome = outcomeOf(answer)
    this.#journal.note({ packer: this.number, basket: this.baskets.length, sku, outcome })
    const now = browser.cookies.get('sid')
    if (before !== undefined && now !== before) this.#violate(`a basket that nobody left has become another one by an add that was answered with ${answer.status}`)
    if (outcome === 'fail') return this.#violate(`an add is answered with ${answer.status}`)
    // A first add whose answer was lost has filled a basket of which nobody has the cookie.
    if (now === undefined) return
    if (outcome === 'ok') this.acknowledged += 1
    wallet.put(sku, 1, outcome === 'ok', false)
  }

  async #look ({ browser, wallet }: Packed): Promise<void> {
    const page = await browser.get('/cart')
    if (page.status !== 200) return
    const lines = linesIn(page.body)
    for (const sku of wallet.skus) {
      const { least, most } = wallet.of(sku)
      const shown = lines.get(sku) ?? 0
      if (shown < least || shown > most) this.#violate(`of ${sku} ${least} to ${most} were added, and the basket shows ${shown}`)
    }
  }

  #takeNext (): Packed {
    const basket = { browser: this.#open(`10.2.${this.number}.${this.baskets.length % 250}`), wallet: new Wallet() }
    this.baskets.push(basket)
    return basket
  }

  #violate (text: string): void {
    this.#journal.violate('I1', `packer ${this.number}, basket ${this.baskets.length}: ${text}`)
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Journal } from '../journal.ts'
import { Random } from '../random.ts'
import type { Rig } from '../rig/rig.ts'
import { Browser, type Answer } from './browser.ts'
import { Packer } from './packer.ts'
import { Shopper, type Item } from './shopper.ts'

const OWN = 3
const SHARED = 3
const PACKED = 6
const PACKING_PAUSE_MS = 1

/** An answer as it counts for availability. */
export interface Sample { atMs: number, tookMs: number, status: number, retryAfter: string, by: string, lost: string, what: string }

/** All shoppers, who act or rest together. */
export class Crowd {
  readonly shoppers: Shopper[]
  readonly packers: Packer[]
  readonly samples: Sample[] = []
  readonly #random: Random
  #isActing = false
  #isOver = false
  #busy = 0
  #lives: Array<Promise<void>> = []

  private constructor (shoppers: Shopper[], packers: Packer[], random: Random) {
    this.shoppers = shoppers
    this.packers = packers
    this.#random = random
  }

  /** Every shopper gets an account and items of their own. */
  static async open (rig: Rig, journal: Journal, { count, seed, packers: packing }: { count: number, seed: number, packers: number }): Promise<Crowd> {
    const all = await listItems(rig)
    const items = [...all]
    const shared = items.splice(0, SHARED)
    const shoppers: Shopper[] = []
    const packers: Packer[] = []
    const crowd = new Crowd(shoppers, packers, new Random(seed))
    for (let number = 1; number <= count; number += 1) {
      // Where there are too few items, several buy the same: then a message is not known to be somebody's.
      const own = items.length >= OWN ? items.splice(0, OWN) : shared
      const shopper = new Shopper({ number, url: rig.url, journal, random: new Random(seed * 1000 + number), own, shared })
      shopper.watch((answer, what) => crowd.#see(answer, what, journal))
      await shopper.register()
      shoppers.push(shopper)
    }
    for (let number = 1; number <= packing; number += 1) {
      const seen = (answer: Answer, what: string): void => crowd.#see(answer, what, journal)
      packers.push(new Packer({ number, url: rig.url, journal, random: new Random(seed * 2000 + number), items: all.slice(0, PACKED), seen }))
    }
    rig.sku = shared[0]?.sku ?? ''
    rig.someCookies = await someCookies(rig)
    crowd.#lives = [...shoppers.map(shopper => crowd.#live(shopper, () => 60 + crowd.#random.below(200))), ...packers.map(packer => crowd.#live(packer, () => PACKING_PAUSE_MS))]
    return crowd
  }

  /** Adds of those who only add. */
  get acknowledged (): number {
    return this.packers.reduce((sum, { acknowledged }) => sum + acknowledged, 0)
  }

  act (): void {
    this.#isActing = true
  }

  /** Resolves when nobody waits for an answer any more. */
  async rest (): Promise<void> {
    this.#isActing = false
    while (this.#busy > 0) await sleep(20)
  }

  async leave (): Promise<void> {
    await this.rest()
    this.#isOver = true
    await Promise.all(this.#lives)
    for (const { browser } of this.shoppers) browser.close()
    for (const packer of this.packers) packer.close()
  }

  #see ({ tookMs, status, retryAfter, by, lost }: Answer, what: string, journal: Journal): void {
    this.samples.push({ atMs: journal.nowMs, tookMs, status, retryAfter, by, lost, what })
  }

  async #live (actor: { act (): Promise<void> }, pauseMs: () => number): Promise<void> {
    while (!this.#isOver) {
      if (this.#isActing) {
        this.#busy += 1
        await actor.act()
        this.#busy -= 1
      }
      await sleep(pauseMs())
    }
  }
}

async function someCookies (rig: Rig): Promise<ReadonlyMap<string, string>> {
  const browser = new Browser(rig.url, '10.9.0.9')
  await browser.post('/cart/items', { sku: rig.sku, quantity: '1' })
  browser.close()
  return browser.cookies
}

/** What is for sale, each by a name that is no part of another's. */
async function listItems (rig: Rig): Promise<Item[]> {
  const items = await rig.postgres.administer<{ sku: string, name: string }>(`
    select sku, product.name || case when variant.label = '' then '' else ', ' || variant.label end as name
      from variant join product on product.slug = variant.product order by sku
  `)
  return items.filter(({ name }) => items.filter(other => other.name.includes(name)).length === 1)
}

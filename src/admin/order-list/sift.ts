import { normalizeTracking } from '../../orders/carriers.ts'
import type { Db } from '../../plugins/database.ts'
import { UUID } from '../../plugins/schemas.ts'
import { MOST_COUNTED } from '../queries.ts'
import { parseTotal } from './checks.ts'
import type { OrderFilter } from './filter.ts'
import type { StatusCounts } from './queries.ts'
import type { Search } from './search.ts'
import { countRare, countSifted, findSoldSku, REACH, type Asked, type Rare, type Scope } from './sift-queries.ts'
import { wayTo } from './way.ts'

/** Where orders are sifted, and what for. */
export interface Sieve {
  scope: Scope
  asked: Asked
}

/** The same with how many there are. `reach`: the scope ended there; undefined where all orders were looked through. */
export interface SieveCounts extends Sieve {
  counts: StatusCounts
  reach: number | undefined
}

/** What a filter asks for, as statements take it. */
export async function askedOf (db: Db, filter: OrderFilter, search: Search | undefined): Promise<Asked> {
  const { payment, shipping, country, min_total, max_total, sku, coupon, customer } = filter
  const isMethod = payment === 'card' || payment === 'invoice'
  return {
    ...payment && (isMethod ? { payment } : { standing: payment as NonNullable<Asked['standing']> }),
    ...shipping && { shipping },
    ...country && { country },
    ...min_total && { min: parseTotal(min_total) ?? 0 },
    ...max_total && { max: parseTotal(max_total) ?? 0 },
    ...sku && { sku: await findSoldSku(db, sku) ?? sku },
    ...coupon && { coupon: coupon.toUpperCase() },
    ...customer && (UUID.test(customer) ? { customerId: customer } : { customerEmail: customer }),
    ...search && askedOfSearch(search)
  }
}

function askedOfSearch ({ by, sought }: Search): Asked {
  if (by === 'sku') return { soughtSku: sought }
  if (by === 'tracking') return { tracking: normalizeTracking(sought) }
  return by === 'email' ? { email: sought } : { words: sought }
}

const RARE: readonly Rare[] = ['customerId', 'customerEmail', 'tracking', 'coupon', 'sku', 'soughtSku', 'email']

/**
 * Chooses where to look. What is rare is collected by its own index and then sifted; without anything rare the latest orders are
 * passed over, as far as `REACH` goes.
 */
export async function chooseScope (db: Db, filter: OrderFilter, search: Search | undefined): Promise<Sieve> {
  const asked = await askedOf(db, filter, search)
  for (const name of RARE) {
    if (asked[name] !== undefined && await countRare(db, name, asked, filter) <= MOST_COUNTED) return { scope: name, asked }
  }
  const { found } = search?.by === 'words' ? await wayTo(db, search, filter) : {}
  if (found) return { scope: 'found', asked: { ...asked, words: undefined, found } }
  if (asked.sku !== undefined || asked.soughtSku !== undefined) return { scope: 'latest of the SKU', asked }
  const isProbed = [...RARE, 'words' as const].some(name => asked[name] !== undefined)
  if (isProbed) return { scope: 'probed', asked }
  return { scope: asked.standing === 'refunded' ? 'refunded' : asked.standing === 'unpaid' ? 'owed' : 'latest', asked }
}

export async function countInScope (db: Db, sieve: Sieve, filter: OrderFilter): Promise<SieveCounts> {
  const { looked, counts } = await countSifted(db, sieve.scope, sieve.asked, filter)
  const most = (REACH as Partial<Record<Scope, number>>)[sieve.scope]
  return { ...sieve, counts, reach: most !== undefined && looked >= most ? most : undefined }
}

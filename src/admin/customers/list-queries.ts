import type { Db } from '../../plugins/database.ts'
import type { Role } from '../../plugins/session/lifetimes.ts'
import { MOST_COUNTED } from '../queries.ts'
import type { Part, Sort } from './filter.ts'

export interface ListedCustomer {
  id: string
  name: string
  email: string
  role: Role
  /** The name of a role of staff; null for everybody else. */
  staffRole: string | null
  isLocked: boolean
  isConfirmed: boolean
  joinedAt: Date
  orders: number
}

/**
 * How customers are come by. `all` and `common-words` read along the index of the sort and pass over what does not fit; the others
 * collect what there is, which is little, and sort that.
 */
export type Way = 'all' | 'common-words' | 'words' | 'email' | 'number' | 'employed'

// The statements below are put together from the words of this file alone. In all of them $1 is a limit, $2 what is looked for,
// and $3 the customer that a page follows on.

const SOUGHT: Readonly<Record<'words' | 'email' | 'number' | 'common-words', string>> = {
  words: 'search @@ lower($2)::tsquery',
  // Spoken like this it is not for the index, which takes long for a word that many have.
  'common-words': '(search @@ lower($2)::tsquery) is true',
  email: 'email like lower($2)',
  number: 'shopper_id = (select coalesce(claimed_by, shopper_id) from order_number where number = $2)'
}
const PARTS: Readonly<Record<Part, string>> = { locked: 'locked_at is not null', unconfirmed: 'email_confirmed_at is null' }
const ROLES: Readonly<Record<Role, string>> = { shopper: "role = 'shopper'", staff: "role = 'staff'", admin: "role = 'admin'" }
const COLUMNS = { joined: 'created_at', name: 'lower(name) collate "C"' }

export interface CustomerStretch {
  way: Way
  /** What a search looks for, and as what. */
  search?: { by: 'words' | 'email' | 'number', sought: string } | undefined
  part?: Part | undefined
  role?: Role | undefined
  sort: Sort
  /** From the first one, where it is absent. */
  after?: string | undefined
  limit: number
}

/** Customers in the order of the sort, behind the one of `after`. */
export async function listCustomers (db: Db, stretch: CustomerStretch): Promise<ListedCustomer[]> {
  const text = statementOf(stretch)
  const { rows } = await db.query<ListedCustomer>(text, [stretch.limit, stretch.search?.sought ?? null, stretch.after ?? null])
  return rows
}

function statementOf ({ way, search, part, role, sort }: CustomerStretch): string {
  const [by, direction] = sort.split('-') as ['joined' | 'name', 'asc' | 'desc']
  const column = COLUMNS[by]
  const isCollected = way !== 'all' && way !== 'common-words'
  const sought = search && SOUGHT[search.by === 'words' && way !== 'words' ? 'common-words' : search.by]
  const conditions = [
    '($2::text is null or true)', // in each of them, so that its type is known
    way === 'employed' ? "role <> 'shopper'" : undefined, sought, part && PARTS[part], role && ROLES[role]
  ].filter(condition => condition !== undefined).join(' and ')
  const isAfter = (key: string): string =>
    `($3::uuid is null or (${key}, shopper_id) ${direction === 'asc' ? '>' : '<'} (select ${column}, shopper_id from customer where shopper_id = $3))`
  // Materialized: what Postgres expects of words is a guess, by which it might read everybody along the index of the sort.
  const page = isCollected
    ? `with found as materialized (select shopper_id, ${column} as key from customer where ${conditions})
       select shopper_id, key from found where ${isAfter('key')}`
    : `select shopper_id, ${column} as key from customer where ${conditions} and ${isAfter(column)}`
  return `
    with page as materialized (${page} order by ${isCollected ? 'key' : column} ${direction}, shopper_id ${direction} limit $1)
    select shopper_id as id, name, email, role, (select name from staff_role where staff_role.staff_role = customer.staff_role) as "staffRole",
           locked_at is not null as "isLocked", email_confirmed_at is not null as "isConfirmed", created_at as "joinedAt",
           ((select count(*) from orders where orders.shopper_id = customer.shopper_id)
             + (select count(*) from order_number where claimed_by = customer.shopper_id))::int as orders
      from page join customer using (shopper_id)
     order by page.key ${direction}, shopper_id ${direction}`
}

const COUNT_WORDS = `
  with found as materialized (select 1 from customer where ${SOUGHT.words} limit $1)
  select count(*)::int as count from found`

/** How many customers have these words, up to `limit`. */
export async function countWithWords (db: Db, words: string, limit: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(COUNT_WORDS, [limit, words])
  return rows[0]?.count ?? 0
}

export interface PartCounts { all: number, locked: number, unconfirmed: number }

/** How many customers there are in each part of the list, up to one more than `MOST_COUNTED`. */
export async function countParts (db: Db): Promise<PartCounts> {
  const { rows: [counts] } = await db.query<PartCounts>(`
    select (select count(*) from (select 1 from customer order by shopper_id limit $1) as every)::int as all,
           (select count(*) from (select 1 from customer where locked_at is not null limit $1) as part)::int as locked,
           (select count(*) from (select 1 from customer where email_confirmed_at is null limit $1) as part)::int as unconfirmed
  `, [MOST_COUNTED + 1])
  return counts ?? { all: 0, locked: 0, unconfirmed: 0 }
}

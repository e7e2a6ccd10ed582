import { randomUUID } from 'node:crypto'
import type { Db } from '../../plugins/database.ts'
import type { Customer } from '../../plugins/session/queries.ts'
import type { AuditCursor, AuditFilter } from './filter.ts'

export interface AuditEntry {
  auditId: string
  at: Date
  actorName: string
  action: string
  outcome: 'allowed' | 'refused' | 'changed'
  requestId: string
}

export async function saveAudit (
  db: Db, { actor, action, outcome, requestId }: { actor: Customer | undefined, action: string, outcome: AuditEntry['outcome'], requestId: string }
): Promise<void> {
  await db.query(`
    insert into audit (audit_id, actor_id, actor_name, action, outcome, request_id) values ($1, $2, $3, $4, $5, $6)
  `, [randomUUID(), actor?.shopperId ?? null, actor?.name ?? '', action, outcome, requestId])
}

/** What became of a row; `before` or `after` is undefined where it was added or removed. */
export async function saveAuditedChange (
  db: Db, { actor, action, requestId, kind, key, before, after }: {
    actor: Pick<Customer, 'shopperId' | 'name'> | undefined, action: string, requestId: string, kind: string, key: string, before: object | undefined, after: object | undefined
  }
): Promise<void> {
  await db.query(`
    insert into audit (audit_id, actor_id, actor_name, action, outcome, request_id, kind, key, before, after) values ($1, $2, $3, $4, 'changed', $5, $6, $7, $8, $9)
  `, [randomUUID(), actor?.shopperId ?? null, actor?.name ?? '', action, requestId, kind, key, before ?? null, after ?? null])
}

/** Many of them; `before` or `after` is null where a row was added or removed. */
export async function saveAuditedChanges (
  db: Db, { actor, action, requestId }: { actor: Customer | undefined, action: string, requestId: string },
  rows: ReadonlyArray<{ kind: string, key: string, before: object | null, after: object | null }>
): Promise<void> {
  await db.query(`
    insert into audit (audit_id, actor_id, actor_name, action, outcome, request_id, kind, key, before, after)
    select gen_random_uuid(), $1, $2, $3, 'changed', $4, kind, key, before, after
      from jsonb_to_recordset($5) as row (kind text, key text, before jsonb, after jsonb)
  `, [actor?.shopperId ?? null, actor?.name ?? '', action, requestId, JSON.stringify(rows)])
}

export interface ListedEntry extends AuditEntry {
  actorId: string | null
  kind: string
  key: string
  /** Microseconds since 1970, which a page begins at. */
  cursorKey: string
}

export interface WholeEntry extends ListedEntry {
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

const COLUMNS = `audit_id as "auditId", at, actor_id as "actorId", actor_name as "actorName", action, outcome, request_id as "requestId", kind, key,
       (extract(epoch from at) * 1000000)::bigint::text as "cursorKey"`
// The moment of a cursor, to the microsecond.
const AT = "(timestamptz 'epoch' + ($7::bigint / 1000000) * interval '1 second' + ($7::bigint % 1000000) * interval '1 microsecond')"
const DAYS = "($5::text is null or at >= ($5 || 'T00:00:00Z')::timestamptz) and ($6::text is null or at < ($6 || 'T00:00:00Z')::timestamptz + interval '1 day')"

// One statement for each index: Postgres reads along it, and stops.
const INDEXES = {
  row: "kind = $2 and key = $3 and kind <> ''",
  actor: 'actor_id = $1',
  kind: "kind = $2 and kind <> ''",
  outcome: 'outcome = $4',
  all: 'true'
}
type Index = keyof typeof INDEXES

// Of one entry at a time, along the index of requests and no other: with an offset Postgres makes no join of it, for which it would read all of the log.
const HAS_CHANGED = "exists (select from audit as done where done.request_id = scanned.request_id and done.outcome || '' = 'changed' offset 0)"

const ORDERS = { forth: 'order by at desc, audit_id desc', back: 'order by at, audit_id' }
// Each parameter is named once, so that Postgres knows its type wherever an index leaves it out.
const TYPES = '($1::uuid, $2::text, $3::text, $4::text) is not null or true'
const scan = (index: Index, way: keyof typeof ORDERS): string => `
  select * from audit where ${INDEXES[index]} and (${TYPES}) and ${DAYS} and ($7::bigint is null or (at, audit_id) ${way === 'forth' ? '<' : '>'} (${AT}, $8::uuid)) ${ORDERS[way]}`
const list = (index: Index, way: keyof typeof ORDERS): string => `
  select ${COLUMNS} from (${scan(index, way)} limit $10) as scanned
   where ($1 is null or actor_id = $1) and ($2 is null or kind = $2) and ($3 is null or key = $3) and ($4 is null or outcome = $4) and action ilike all($9::text[])
     and ($12::boolean is not true or outcome <> 'allowed' or not ${HAS_CHANGED})
   ${ORDERS[way]} limit $11`
const end = (index: Index): string => `
  select (extract(epoch from at) * 1000000)::bigint::text as key, audit_id as "auditId" from (${scan(index, 'forth')} offset $9 limit 1) as last`

const inEach = (make: (index: Index) => string): Record<Index, string> => ({ row: make('row'), actor: make('actor'), kind: make('kind'), outcome: make('outcome'), all: make('all') })
const LISTS = { forth: inEach(index => list(index, 'forth')), back: inEach(index => list(index, 'back')) }
const ENDS = inEach(end)

function indexFor ({ actor, kind, key, outcome }: AuditFilter): Index {
  if (kind && key) return 'row'
  if (actor) return 'actor'
  if (kind) return 'kind'
  return outcome ? 'outcome' : 'all'
}

const valuesOf = ({ actor, kind, key, outcome, from, to }: AuditFilter, cursor: AuditCursor | undefined): unknown[] => [
  actor ?? null, kind ?? null, key ?? null, outcome ?? null, from ?? null, to ?? null, cursor?.key ?? null, cursor?.auditId ?? null
]

/**
 * Entries behind a cursor, the newest first, or against that: no more than `scanned` are looked through along the index that fits best.
 * `isBrief`: without those that say that something was allowed, where the same request has an entry that it was changed.
 */
export async function listAuditEntries (
  db: Db, filter: AuditFilter, { cursor, limit, scanned, isBackwards, isBrief = false }: { cursor: AuditCursor | undefined, limit: number, scanned: number, isBackwards: boolean, isBrief?: boolean }
): Promise<ListedEntry[]> {
  const patterns = filter.words.map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const { rows } = await db.query<ListedEntry>(LISTS[isBackwards ? 'back' : 'forth'][indexFor(filter)], [...valuesOf(filter, cursor), patterns, scanned, limit, isBrief])
  return rows
}

/** The last entry that was looked through, if there may be more behind it. */
export async function findScanEnd (db: Db, filter: AuditFilter, cursor: AuditCursor | undefined, scanned: number): Promise<AuditCursor | undefined> {
  const { rows } = await db.query<AuditCursor>(ENDS[indexFor(filter)], [...valuesOf(filter, cursor), scanned - 1])
  return rows[0]
}

const WHOLE = `select ${COLUMNS}, before, after from audit`
const BY_ID = `${WHOLE} where audit_id = $1`
const OF_REQUEST = `${WHOLE} where request_id = $1 and audit_id <> $2 order by at, audit_id limit 50`
const WHOLE_OF = `${WHOLE} where audit_id = any($1)`

export async function findAuditEntry (db: Db, auditId: string): Promise<WholeEntry | undefined> {
  const { rows } = await db.query<WholeEntry>(BY_ID, [auditId])
  return rows[0]
}

/** What else the same request did; at most 50. */
export async function listOfRequest (db: Db, requestId: string, auditId: string): Promise<WholeEntry[]> {
  const { rows } = await db.query<WholeEntry>(OF_REQUEST, [requestId, auditId])
  return rows
}

/** With what was before and after, in no order. */
export async function listWholeEntries (db: Db, auditIds: readonly string[]): Promise<WholeEntry[]> {
  const { rows } = await db.query<WholeEntry>(WHOLE_OF, [auditIds])
  return rows
}

/** Who works in the admin, by name; at most 200. */
export async function listAuditActors (db: Db): Promise<Array<{ actorId: string, name: string }>> {
  const { rows } = await db.query<{ actorId: string, name: string }>(`
    select shopper_id as "actorId", name from customer where role <> 'shopper' order by name, shopper_id limit 200
  `)
  return rows
}

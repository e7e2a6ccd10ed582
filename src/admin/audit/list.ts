import type { Db } from '../../plugins/database.ts'
import { readKeysetPage } from '../keyset.ts'
import type { AuditCursor, AuditFilter } from './filter.ts'
import { findScanEnd, listAuditEntries, type ListedEntry } from './queries.ts'

export const PAGE_SIZE = 50

/** A page is looked for among so many entries along the index that fits best, and no further: then it says so, and goes on from there. */
export const SCANNED = 10_000

export interface AuditPage {
  rows: ListedEntry[]
  previous: AuditCursor | undefined
  next: AuditCursor | undefined
  /** The page may be short: it goes on behind what was looked through. */
  isStopped: boolean
}

/** A page of the log. What was allowed and is changed stands there once, unless an outcome is asked for. */
export async function readAuditPage (db: Db, filter: AuditFilter): Promise<AuditPage> {
  const { after, before } = filter
  const page = await readKeysetPage({ size: PAGE_SIZE, after, before }, (cursor, limit, isBackwards) => listAuditEntries(db, filter, { cursor, limit, scanned: SCANNED, isBackwards, isBrief: !filter.outcome }))
  const next = cursorOf(page.next)
  const previous = cursorOf(page.previous) ?? (after && page.rows.length === 0 ? after : undefined)
  if (next || before) return { rows: page.rows, previous, next, isStopped: false }
  const end = await findScanEnd(db, filter, after, SCANNED)
  return { rows: page.rows, previous, next: end, isStopped: end !== undefined }
}

function cursorOf (entry: ListedEntry | undefined): AuditCursor | undefined {
  return entry && { key: entry.cursorKey, auditId: entry.auditId }
}

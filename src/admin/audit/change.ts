import type { FastifyRequest } from 'fastify'
import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../plugins/database.ts'
import { saveAuditedChange } from './queries.ts'

/** The kinds of rows of which the audit log tells what became of them. */
export type AuditKind = 'product' | 'variant' | 'category' | 'picture' | 'stock' | 'order' | 'return' | 'review' | 'customer' | 'staff' | 'staff role' | 'promotion' | 'setting' | 'view' | 'export'

export type Fields = Readonly<Record<string, unknown>>

export interface Change {
  kind: AuditKind
  /** What names the row: a SKU, a slug, a number. */
  key: string
  /** Undefined where the row was added. */
  before: Fields | undefined
  /** Undefined where the row was removed. */
  after: Fields | undefined
}

/** Writes down what became of a row, in the transaction of the change. Nothing where nothing differs. No secret belongs into it. */
export async function auditChange (db: Db, { customer, id, method, url }: FastifyRequest, { kind, key, before, after }: Change): Promise<void> {
  const changed = differences(before, after)
  if (!changed) return
  const action = `${method} ${url.split('?', 1)[0] ?? ''}`.slice(0, 300)
  await saveAuditedChange(db, { actor: customer, action, requestId: id, kind, key, ...changed })
}

/** The fields that differ, as they were and as they are; undefined where none does. */
export function differences (before: Fields | undefined, after: Fields | undefined): { before: Fields | undefined, after: Fields | undefined } | undefined {
  if (!before || !after) return before || after ? { before, after } : undefined
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => !isDeepStrictEqual(before[name], after[name]))
  if (names.length === 0) return undefined
  const pick = (fields: Fields): Fields => Object.fromEntries(names.filter(name => name in fields).map(name => [name, fields[name]]))
  return { before: pick(before), after: pick(after) }
}

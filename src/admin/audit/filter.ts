import { Type, type Static } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { UUID } from '../../plugins/schemas.ts'
import { checkDays } from '../days.ts'
import type { AuditKind } from './change.ts'

export const AUDIT_KINDS = [
  'product', 'variant', 'category', 'picture', 'stock', 'order', 'return', 'review', 'customer', 'staff', 'staff role', 'promotion', 'setting', 'view', 'export'
] as const satisfies readonly AuditKind[]
export const OUTCOMES = ['changed', 'allowed', 'refused'] as const
export type Outcome = typeof OUTCOMES[number]

/** Where a page begins: microseconds since 1970, and the id that settles ties. */
export interface AuditCursor { key: string, auditId: string }

export interface AuditFilter {
  actor?: string
  kind?: string
  key?: string
  outcome?: Outcome
  /** Days in UTC, both inclusive. */
  from?: string
  to?: string
  /** Words that all stand in what was done. */
  words: readonly string[]
  after?: AuditCursor
  before?: AuditCursor
}

const Text = Type.Optional(Type.String({ maxLength: 200 }))
const CursorText = Type.Optional(Type.String({ pattern: `^([0-9]{1,17}_${UUID.source.slice(1, -1)})?$` }))
export const AuditQuery = Type.Object({
  actor: Type.Optional(Type.String({ pattern: `^(${UUID.source.slice(1, -1)})?$` })), kind: Type.Optional(Type.String({ maxLength: 40 })), key: Text,
  outcome: Type.Optional(Type.Enum(['', ...OUTCOMES])), from: Text, to: Text, q: Text, after: CursorText, before: CursorText
}, { additionalProperties: false })
export type AuditQuery = Static<typeof AuditQuery>

const MOST_WORDS = 8

export function parseAuditFilter (query: AuditQuery): { filter: AuditFilter, errors: FieldErrors } {
  const { actor, outcome } = query
  const [kind, key, from, to] = [query.kind, query.key, query.from, query.to].map(text => (text ?? '').trim())
  const after = parseCursor(query.after)
  const before = after ? undefined : parseCursor(query.before)
  const words = (query.q ?? '').trim().split(/\s+/).filter(word => word !== '').slice(0, MOST_WORDS)
  return {
    errors: checkDays(from, to),
    filter: { words, ...actor && { actor }, ...kind && { kind }, ...key && { key }, ...outcome && { outcome }, ...from && { from }, ...to && { to }, ...after && { after }, ...before && { before } }
  }
}

function parseCursor (text: string | undefined): AuditCursor | undefined {
  if (!text) return undefined
  const [key = '', auditId = ''] = text.split('_')
  return { key, auditId }
}

/** The address of the log with these values, at its first page unless a cursor is given. */
export function auditUrl ({ actor, kind, key, outcome, from, to, words }: AuditFilter, { after, before }: Pick<AuditFilter, 'after' | 'before'> = {}, path = '/admin/audit'): string {
  const fields = new URLSearchParams(Object.entries({ actor, kind, key, outcome, from, to, q: words.join(' ') }).filter((entry): entry is [string, string] => Boolean(entry[1])))
  if (after) fields.set('after', `${after.key}_${after.auditId}`)
  if (before) fields.set('before', `${before.key}_${before.auditId}`)
  return fields.size > 0 ? `${path}?${fields}` : path
}

/** The fields of the form, as they came. */
export function formOf ({ actor = '', kind = '', key = '', outcome = '', from = '', to = '', q = '' }: AuditQuery): Record<string, string> {
  return { actor, kind, key, outcome, from, to, q }
}

import { randomUUID } from 'node:crypto'
import type { Db } from '../../plugins/database.ts'
import type { Customer } from '../../plugins/session/queries.ts'

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
    actor: Customer | undefined, action: string, requestId: string, kind: string, key: string, before: object | undefined, after: object | undefined
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

/** The newest entries; with `before`, those older than the entry of that id. */
export async function listAudit (db: Db, before: string | undefined, limit: number): Promise<AuditEntry[]> {
  const { rows } = await db.query<AuditEntry>(`
    select audit_id as "auditId", at, actor_name as "actorName", action, outcome, request_id as "requestId"
      from audit
     where $1::uuid is null or (at, audit_id) < (select at, audit_id from audit where audit_id = $1)
     order by at desc, audit_id desc
     limit $2
  `, [before ?? null, limit])
  return rows
}

import type { Db } from '../plugins/database.ts'
import type { Step } from './change-queries.ts'
import type { OrderId } from './queries.ts'

/** What staff have written down beside an order. */
export interface OrderNote {
  noteId: string
  /** That the order had then. */
  version: number
  at: Date
  actorName: string
  /** To the shopper. */
  visible: boolean
  text: string
}

/** The oldest first. */
export async function listNotes (db: Db, { shopperId, orderId }: OrderId): Promise<OrderNote[]> {
  const { rows } = await db.query<OrderNote>(`
    select note_id as "noteId", version, at, actor_name as "actorName", visible, text
      from order_note
     where shopper_id = $1 and order_id = $2
     order by at
  `, [shopperId, orderId])
  return rows
}

export type NewNote = Pick<OrderNote, 'noteId' | 'version' | 'visible' | 'text'> & { actor: Step['actor'] }

/** False, and nothing written, where the same form has come before. */
export async function saveNote (db: Db, { shopperId, orderId }: OrderId, { noteId, version, visible, text, actor }: NewNote): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into order_note (shopper_id, order_id, note_id, version, actor_id, actor_name, visible, text) values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (shopper_id, order_id, note_id) do nothing
  `, [shopperId, orderId, noteId, version, actor.shopperId, actor.name, visible, text])
  return rowCount === 1
}

import net from 'node:net'
import type pg from 'pg'
import { watchStatements } from './watch-statements.ts'

const LATE = 'Query read timeout' // pg has no class for it
const CANCEL_CODE = 80877102 // PostgreSQL, Frontend/Backend Protocol, "CancelRequest"
const LIMIT_MS = 2000

/**
 * Has Postgres give up a statement that nobody waits for any more. pg itself only stops waiting: a save that was answered by 503 would be made
 * once what it waited for, say a lock, is over.
 */
export function cancelLate (client: pg.Client): void {
  const cancelWhereLate = (error: unknown): void => {
    if (error instanceof Error && error.message === LATE) cancel(client)
  }
  watchStatements(client, () => cancelWhereLate)
}

/** Over a connection of its own, as the protocol has it. Nobody answers it. */
function cancel ({ host, port, processID, secretKey }: pg.Client & { processID?: number | null, secretKey?: number | null }): void {
  if (typeof processID !== 'number' || typeof secretKey !== 'number') return
  const request = Buffer.alloc(16)
  request.writeInt32BE(16, 0)
  request.writeInt32BE(CANCEL_CODE, 4)
  request.writeInt32BE(processID, 8)
  request.writeInt32BE(secretKey, 12)
  const socket = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host)
  socket.setTimeout(LIMIT_MS, () => socket.destroy()).on('error', () => socket.destroy()).end(request)
}

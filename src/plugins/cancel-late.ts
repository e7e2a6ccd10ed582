import net from 'node:net'
import type pg from 'pg'

type Query = (...statement: unknown[]) => unknown
type Callback = (error: unknown, ...rest: unknown[]) => unknown

const LATE = 'Query read timeout' // pg has no class for it
const CANCEL_CODE = 80877102 // PostgreSQL, Frontend/Backend Protocol, "CancelRequest"
const LIMIT_MS = 2000

/**
 * Has Postgres give up a statement that nobody waits for any more. pg itself only stops waiting: a save that was answered by 503 would be made
 * once what it waited for, say a lock, is over.
 */
export function cancelLate (client: pg.Client): void {
  const query = client.query.bind(client) as Query
  const cancelWhereLate = (error: unknown): void => {
    if (error instanceof Error && error.message === LATE) cancel(client)
  }
  client.query = ((...statement: unknown[]) => {
    const last = statement.at(-1)
    if (typeof last === 'function') {
      return query(...statement.slice(0, -1), (error: unknown, ...rest: unknown[]) => {
        cancelWhereLate(error)
        return (last as Callback)(error, ...rest)
      })
    }
    const asked = query(...statement)
    if (asked instanceof Promise) asked.catch(cancelWhereLate)
    return asked
  }) as typeof client.query
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

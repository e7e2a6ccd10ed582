import type pg from 'pg'

type Query = (...statement: unknown[]) => unknown
type Callback = (error: unknown, ...rest: unknown[]) => unknown

/**
 * Sees each statement that a client is asked. `begin` gets what was asked and returns what is to be told how it ended (an error, or nothing), or
 * undefined where nobody wants to know.
 */
export function watchStatements (client: pg.Client, begin: (statement: unknown) => ((error: unknown) => void) | undefined): void {
  const query = client.query.bind(client) as Query
  client.query = ((...statement: unknown[]) => {
    const end = begin(statement[0])
    if (!end) return query(...statement)
    const last = statement.at(-1)
    if (typeof last === 'function') {
      return query(...statement.slice(0, -1), (error: unknown, ...rest: unknown[]) => {
        end(error)
        return (last as Callback)(error, ...rest)
      })
    }
    const asked = query(...statement)
    if (asked instanceof Promise) asked.then(() => end(undefined), end)
    else end(undefined)
    return asked
  }) as typeof client.query
}

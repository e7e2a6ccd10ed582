import pg from 'pg'

type Query = (this: pg.Client & { connectionParameters?: { application_name?: string } }, statement: unknown, ...more: unknown[]) => unknown

const CONTROL = /^\s*(begin|commit|rollback|set|savepoint|release)\b/i

/** Every statement that the shop sends from here on, once each, with its white space made even. What tests ask for themselves is not among them. */
export function logStatements (): Set<string> {
  const statements = new Set<string>()
  const query = pg.Client.prototype.query as Query
  const logged: Query = function (statement, ...more) {
    const text = textOf(statement)
    if (this.connectionParameters?.application_name === 'tote' && text !== '' && !CONTROL.test(text)) statements.add(even(text))
    return query.call(this, statement, ...more)
  }
  pg.Client.prototype.query = logged as typeof pg.Client.prototype.query
  return statements
}

function textOf (statement: unknown): string {
  if (typeof statement === 'string') return statement
  return typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : ''
}

/** Between quotes nothing is touched. */
function even (text: string): string {
  return text.split(/('(?:[^']|'')*')/).map((part, at) => at % 2 === 1 ? part : part.replace(/\s+/g, ' ')).join('').trim()
}

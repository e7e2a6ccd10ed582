import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { saveMoved } from '../../stock/queries.ts'
import { MOST_PIECES } from '../../stock/stock.ts'
import { auditChange } from '../audit/change.ts'
import { findEntryByKey, lockStock, saveLowAt, type StockEntry } from './queries.ts'

/** What a form asks for. `formKey` names the form: sent twice it is one change. */
export type Asked = { sku: string, formKey: string, reason: string } & (
  | { kind: 'adjusted', delta: number }
  /** `seen`: the last entry of the ledger when the page was made on which somebody counted. */
  | { kind: 'counted', counted: number, seen: number }
)

/** `moved`: the stock is not what it was when it was counted. `sent`: the form was sent before, with something else in it, which was done. Nothing is changed but where it is `done`. */
export interface Outcome { outcome: 'done' | 'too few' | 'too many' | 'moved' | 'sent', delta: number, available: number }

/** Changes the stock of a SKU as somebody of the staff says, and writes it into the ledger and the audit log. */
export async function changeStock (app: FastifyInstance, request: FastifyRequest, asked: Asked): Promise<Outcome> {
  return transaction(app.db, async db => {
    await holdSession(db, request)
    return changeOnce(db, request, asked)
  })
}

/** Does what forms ask of several SKUs in one transaction, locked in their order. What was overtaken or does not fit is left out, and told by SKU. */
export async function changeStocks (app: FastifyInstance, request: FastifyRequest, asked: readonly Asked[]): Promise<Map<string, Outcome>> {
  return transaction(app.db, async db => {
    await holdSession(db, request)
    const outcomes = new Map<string, Outcome>()
    for (const each of asked.toSorted((a, b) => a.sku < b.sku ? -1 : 1)) outcomes.set(each.sku, await changeOnce(db, request, each))
    return outcomes
  })
}

async function changeOnce (db: Db, request: FastifyRequest, asked: Asked): Promise<Outcome> {
  const { sku, kind, formKey, reason } = asked
  const stock = await lockStock(db, sku)
  if (!stock) throw new NotFound('There is no such item.')
  const { available, entries } = stock
  const earlier = await findEntryByKey(db, sku, formKey)
  if (earlier) return { outcome: isSame(asked, earlier) ? 'done' : 'sent', delta: earlier.delta, available: earlier.balance }
  if (kind === 'counted' && asked.seen > entries) throw new UnprocessableInput()
  if (kind === 'counted' && asked.seen < entries) return { outcome: 'moved', delta: 0, available }

  const delta = kind === 'counted' ? asked.counted - available : asked.delta
  if (available + delta < 0) return { outcome: 'too few', delta, available }
  if (available + delta > MOST_PIECES) return { outcome: 'too many', delta, available }
  const written = await saveMoved(db, sku, delta, { kind, reason, formKey, ...request.customer && { actor: request.customer } })
  if (!written) throw new Error(`the stock of ${sku} changed under its lock`)
  await auditChange(db, request, { kind: 'stock', key: sku, before: { available }, after: { available: written.balance, why: reason || kind } })
  return { outcome: 'done', delta, available: written.balance }
}

/** A second press of a button, and not another change in the same form. */
function isSame (asked: Asked, { kind, reason, delta, balance }: StockEntry): boolean {
  return kind === asked.kind && reason === asked.reason && (asked.kind === 'counted' ? asked.counted === balance : asked.delta === delta)
}

/** Says from how many pieces on few are left, if that is still `previous`. Answers what it is now. */
export async function changeLowAt (app: FastifyInstance, request: FastifyRequest, sku: string, lowAt: number, previous: number): Promise<number> {
  return transaction(app.db, async db => {
    await holdSession(db, request)
    const stock = await lockStock(db, sku)
    if (!stock) throw new NotFound('There is no such item.')
    if (stock.lowAt !== previous) return stock.lowAt
    await saveLowAt(db, sku, lowAt)
    await auditChange(db, request, { kind: 'stock', key: sku, before: { lowAt: previous }, after: { lowAt } })
    return lowAt
  })
}

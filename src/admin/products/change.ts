import type { FastifyInstance, FastifyRequest } from 'fastify'
import pg from 'pg'
import { raiseRevision } from '../../catalog/queries.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { productFields, variantFields } from './audited.ts'
import { findKeptProduct, lockProduct, type KeptProduct } from './queries.ts'
import { raiseVersion } from './save-queries.ts'

/**
 * Changes the product in one transaction under its lock, if it is still the one of this version, and writes down what became of it
 * and of its variants. `work` gives the slug that it has afterwards. False, and nothing changed, when somebody was quicker.
 */
export async function changeProduct (app: FastifyInstance, request: FastifyRequest, { slug, version }: Pick<KeptProduct, 'slug' | 'version'>, work: (db: Db, product: KeptProduct) => Promise<string>): Promise<boolean> {
  return changeCatalog(app, request, async db => {
    if (await lockProduct(db, slug) !== version) return false
    const before = await findKeptProduct(db, slug)
    if (!before) return false
    const now = await work(db, before)
    await raiseVersion(db, now)
    await auditProduct(db, request, before, await findKeptProduct(db, now))
    return true
  })
}

// A row that it names is gone, or one has come that has the same name.
const OUTDATED = new Set(['23503', '23505'])

/**
 * Changes the catalogue in one transaction, and has this process know it when it is over; the others poll. `work` says whether it changed something.
 * Throws `UnprocessableInput` where somebody has changed what it names at the same moment.
 */
export async function changeCatalog (app: FastifyInstance, request: FastifyRequest, work: (db: Db) => Promise<boolean>): Promise<boolean> {
  try {
    const isChanged = await transaction(app.db, async db => {
      await holdSession(db, request)
      const isChanged = await work(db)
      if (isChanged) await raiseRevision(db)
      return isChanged
    })
    if (isChanged) await app.catalog.refresh()
    return isChanged
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !OUTDATED.has(error.code ?? '')) throw error
    throw new UnprocessableInput('Somebody has changed the catalogue at the same moment, so nothing was changed.')
  }
}

/** A row for the product and for each variant that changed. */
export async function auditProduct (db: Db, request: FastifyRequest, before: KeptProduct | undefined, after: KeptProduct | undefined): Promise<void> {
  const key = after?.slug ?? before?.slug ?? ''
  await auditChange(db, request, { kind: 'product', key, before: before && productFields(before), after: after && productFields(after) })
  const was = new Map(before?.variants.map(variant => [variant.sku, variant]))
  for (const variant of after?.variants ?? []) {
    const old = was.get(variant.sku)
    await auditChange(db, request, { kind: 'variant', key: variant.sku, before: old && variantFields(old), after: variantFields(variant) })
  }
}

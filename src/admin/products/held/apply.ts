import type { FastifyRequest } from 'fastify'
import type { Db } from '../../../plugins/database.ts'
import { auditChanges, type Change } from '../../audit/change.ts'
import { findKnown, listKeptProducts, listKnownSkus, lockProducts, type KeptProduct, type Known } from '../queries.ts'
import { writeVariants } from '../save-variants.ts'
import { EMPTY, emptyLine, parseLine, PRODUCT_COLUMNS, toLine, VARIANT_COLUMNS, type Line } from './columns.ts'
import { deleteFormerSlugs, listHeldLines, raiseVersions, saveGermanTexts, saveProducts, type HeldLine } from './queries.ts'

const CHUNK = 500

/** Something is not as it was when the change was shown; so none of it is made. */
export class Overtaken extends Error {
  readonly sku: string

  constructor (sku: string) {
    super(`${sku} is not as it was`)
    this.sku = sku
  }
}

/** Does what was held, in the transaction of `db`. Throws `Overtaken`; then the whole of it is to be rolled back. Gives how many variants were changed. */
export async function applyHeld (db: Db, request: FastifyRequest, heldId: string): Promise<number> {
  const known = await findKnown(db)
  let count = 0
  for (let after = 0; ;) {
    const lines = await listHeldLines(db, heldId, ['add', 'change'], after, CHUNK)
    await applyLines(db, request, lines, known)
    count += lines.length
    after = lines.at(-1)?.line ?? after
    if (lines.length < CHUNK) return count
  }
}

async function applyLines (db: Db, request: FastifyRequest, lines: readonly HeldLine[], known: Known): Promise<void> {
  const slugs = [...new Set(lines.map(({ product }) => product))].sort()
  await lockProducts(db, slugs)
  const kept = new Map((await listKeptProducts(db, slugs)).map(product => [product.slug, product]))
  const owners = await listKnownSkus(db, lines.map(({ sku }) => sku))
  const changes: Change[] = []
  const written = new Set<string>()

  const parsed = lines.map(line => {
    const { sku, product: slug, before, after } = line
    const product = kept.get(slug)
    const variant = product?.variants.find(each => each.sku === sku)
    const now: Line = product && variant ? toLine(product, variant) : emptyLine(known)
    const isAsSeen = line.outcome === 'add' ? !owners.has(sku) && isProductAsSeen(product, before, after) : variant !== undefined && fits(now, before, after)
    if (!isAsSeen) throw new Overtaken(sku)
    const { product: edited, variant: next, errors } = parseLine(sku, slug, { ...now, ...after }, known, { goesWith: product?.goesWith ?? [], picture: variant?.picture ?? null })
    if (Object.keys(errors).length > 0) throw new Overtaken(sku)
    changes.push(...changesOf(line, product !== undefined, written.has(slug), now))
    written.add(slug)
    return { edited, variant: { ...next, product: slug } }
  })
  const products = [...new Map(parsed.map(({ edited }) => [edited.slug, edited])).values()]
  await saveProducts(db, products)
  await saveGermanTexts(db, products)
  await deleteFormerSlugs(db, slugs)
  await writeVariants(db, parsed.map(({ variant }) => variant))
  await raiseVersions(db, slugs)
  await auditChanges(db, request, changes)
}

type Fields = Readonly<Record<string, string>>

/** Another line of the product may have come in an earlier chunk: of its product, what it was to become is as good as what it was. */
function fits (now: Fields, before: Fields | null, after: Fields | null): boolean {
  const ofProduct: readonly string[] = PRODUCT_COLUMNS
  return Object.entries(before ?? {}).every(([name, value]) => now[name] === value || (ofProduct.includes(name) && now[name] === after?.[name]))
}

/** The product that a new variant comes to. Where none was shown, it comes with the variant, or came in an earlier chunk; one that was shown must not be gone. */
function isProductAsSeen (product: KeptProduct | undefined, before: Fields | null, after: Fields | null): boolean {
  if (!product) return before === null
  const now = toLine(product, EMPTY)
  return PRODUCT_COLUMNS.every(name => now[name] === before?.[name] || now[name] === after?.[name])
}

/** A row of the audit log for the variant, and one for its product at its first line. */
function changesOf ({ outcome, sku, product, before, after }: HeldLine, isKnown: boolean, isWritten: boolean, now: Line): Change[] {
  const part = (fields: Partial<Line> | null, names: readonly string[]) => Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => names.includes(name)))
  const variant: Change = { kind: 'variant', key: sku, before: outcome === 'add' ? undefined : part(before, VARIANT_COLUMNS), after: part(after, VARIANT_COLUMNS) }
  if (isWritten) return [variant]
  const own = part(after, PRODUCT_COLUMNS)
  const was = isKnown ? Object.fromEntries(Object.keys(own).map(name => [name, (outcome === 'add' ? before : now)?.[name as keyof Line]])) : undefined
  return [{ kind: 'product', key: product, before: was, after: own }, variant]
}

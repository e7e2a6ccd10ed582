/** A page of a list that is read along an index: no row is counted off to come to it. */
export interface KeysetPage<Row> {
  rows: Row[]
  /** The first row, if there are rows before it; a page before it ends there. */
  previous: Row | undefined
  /** The last row, if there are rows after it; the page after it begins there. */
  next: Row | undefined
}

export interface KeysetQuestion<Cursor> {
  size: number
  /** The page comes after this row, or before that one; without both it is the first. */
  after?: Cursor | undefined
  before?: Cursor | undefined
}

/** Reads up to `limit` rows behind the cursor, from there on: along the list, or against it. */
export type ReadRows<Row, Cursor> = (cursor: Cursor | undefined, limit: number, isBackwards: boolean) => Promise<Row[]>

/** The page that is asked for, and whether the list goes on at either end. */
export async function readKeysetPage<Row, Cursor> ({ size, after, before }: KeysetQuestion<Cursor>, read: ReadRows<Row, Cursor>): Promise<KeysetPage<Row>> {
  if (before !== undefined) {
    const found = await read(before, size + 1, true)
    const rows = found.slice(0, size).reverse()
    if (found.length > size) return { rows, previous: rows.at(0), next: rows.at(-1) }
    // It is the first page, which is shown whole.
  }
  const found = await read(after, size + 1, false)
  const rows = found.slice(0, size)
  return { rows, previous: after !== undefined ? rows.at(0) : undefined, next: found.length > size ? rows.at(-1) : undefined }
}

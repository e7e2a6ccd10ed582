import type { Catalog } from '../../catalog/catalog.ts'
import type { Sheet } from './sheet.ts'

const MOST_BYTES = 32 * 1024 * 1024
// Pages say what is new and when it would arrive: by the clock.
const OLD_AFTER_MS = 60_000
// In the row of those that were asked for, a sheet is put to the end once in a while: each time would cost as much as finding it.
const MOVED_AFTER_MS = 1000

interface Kept { readonly sheet: Sheet, readonly madeAtMs: number, movedAtMs: number }

/**
 * The sheets of public pages, as long as the catalogue that they were made of is the one in use, with which they go; and a minute at most.
 * Those that were not asked for longest give way when there are too many of one catalogue.
 */
export class KeptSheets {
  readonly #shelves = new WeakMap<Catalog, Map<string, Kept>>()

  find (catalog: Catalog, key: string): Sheet | undefined {
    const shelf = this.#shelves.get(catalog)
    const kept = shelf?.get(key)
    const now = performance.now()
    if (!shelf || !kept || now - kept.madeAtMs > OLD_AFTER_MS) return undefined
    if (now - kept.movedAtMs > MOVED_AFTER_MS) {
      kept.movedAtMs = now
      shelf.delete(key)
      shelf.set(key, kept)
    }
    return kept.sheet
  }

  keep (catalog: Catalog, key: string, sheet: Sheet): void {
    const shelf = this.#shelves.get(catalog) ?? new Map<string, Kept>()
    this.#shelves.set(catalog, shelf)
    const madeAtMs = performance.now()
    shelf.delete(key)
    shelf.set(key, { sheet, madeAtMs, movedAtMs: madeAtMs })
    let bytes = 0
    for (const [key, { sheet }] of shelf) bytes += key.length + sheet.bytes
    for (const [oldest, { sheet }] of shelf) {
      if (bytes <= MOST_BYTES) break
      shelf.delete(oldest)
      bytes -= oldest.length + sheet.bytes
    }
  }
}

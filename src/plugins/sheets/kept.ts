import type { Catalog } from '../../catalog/catalog.ts'
import { MOST_FILLS_BYTES, type Sheet } from './sheet.ts'

const MOST_BYTES = 32 * 1024 * 1024
// Pages say what is new and when it would arrive: by the clock.
const OLD_AFTER_MS = 60_000

// In the row of those that were asked for, a sheet is put to the end once in a while: each time would cost as much as finding it.
const MOVED_AFTER_MS = 1000

interface Kept { readonly sheet: Sheet, readonly madeAtMs: number, movedAtMs: number }

/**
 * The sheets of public pages, in one language, as long as the catalogue is the one that they were made of, and a minute at most.
 * Those that were not asked for longest give way when there are too many.
 */
export class KeptSheets {
  #catalog: Catalog | undefined
  #sheets = new Map<string, Kept>()
  #bytes = 0

  find (catalog: Catalog, key: string): Sheet | undefined {
    if (catalog !== this.#catalog) return undefined
    const kept = this.#sheets.get(key)
    const now = performance.now()
    if (!kept || now - kept.madeAtMs > OLD_AFTER_MS) return undefined
    if (now - kept.movedAtMs > MOVED_AFTER_MS) {
      kept.movedAtMs = now
      this.#sheets.delete(key)
      this.#sheets.set(key, kept)
    }
    return kept.sheet
  }

  keep (catalog: Catalog, key: string, sheet: Sheet): void {
    if (catalog !== this.#catalog) this.#begin(catalog)
    this.#drop(key)
    const madeAtMs = performance.now()
    this.#sheets.set(key, { sheet, madeAtMs, movedAtMs: madeAtMs })
    this.#bytes += sizeOf(key, sheet)
    for (const [oldest] of this.#sheets) {
      if (this.#bytes <= MOST_BYTES) break
      this.#drop(oldest)
    }
  }

  #begin (catalog: Catalog): void {
    this.#catalog = catalog
    this.#sheets = new Map()
    this.#bytes = 0
  }

  #drop (key: string): void {
    const kept = this.#sheets.get(key)
    if (!kept) return
    this.#sheets.delete(key)
    this.#bytes -= sizeOf(key, kept.sheet)
  }
}

/** With two packings, roughly, and with the most that its blanks may keep. */
function sizeOf (key: string, { whole }: Sheet): number {
  return 2 * (key.length + whole.length) + MOST_FILLS_BYTES
}

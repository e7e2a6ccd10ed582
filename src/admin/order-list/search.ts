/** What a search looks for, as the column or the table it is looked up in takes it. */
export type Search =
  /** A SKU among the items. */
  | { by: 'sku', sought: string }
  /** The number of a parcel. */
  | { by: 'tracking', sought: string }
  /** The beginning of an e-mail address, as a pattern of LIKE. */
  | { by: 'email', sought: string }
  /** Words of number, name and e-mail address, as a tsquery. */
  | { by: 'words', sought: string }

// The characters that part words in the column `search` (migrations/005-admin-orders.sql), and blanks.
const BETWEEN_WORDS = /[\s!-/:-@[-`{-~]+/

/** Reads what was typed. `known` is the SKU that was sold, or the parcel that was sent, under that: then nothing else is meant, even if a name begins like it. */
export function parseSearch (q: string, known: Search | undefined): Search {
  if (known) return known
  if (q.includes('@')) return { by: 'email', sought: q.replace(/[\\%_]/g, '\\$&') + '%' }
  return { by: 'words', sought: toWordSearch(q) }
}

/** `'marta' & 'kell':*` for `Marta Kell`: whole words, and the last one may go on. No word gives '', which finds nothing. */
function toWordSearch (q: string): string {
  // Every number begins with P-: looking for that would find every order, slowly.
  const words = q.replace(/^p-(?=\w)/i, '').split(BETWEEN_WORDS).filter(word => word !== '')
  return words.map((word, position) => position < words.length - 1 ? `'${word}'` : `'${word}':*`).join(' & ')
}

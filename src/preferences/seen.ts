const VERSION = '1'
const MOST = 8
const SLUG = /^[a-z0-9-]{1,100}$/
// With its name, its signature of 43 characters, of which a cookie may write each as three, and what is between them, it stays under 512 bytes.
const MAX_LENGTH = 350

/** The slugs with this one first: the last eight that were seen, or fewer where their names are long. The same list when nothing is new. */
export function see (seen: readonly string[], slug: string): readonly string[] {
  if (seen[0] === slug || !SLUG.test(slug)) return seen
  const slugs = [slug, ...seen.filter(other => other !== slug)].slice(0, MOST)
  while (formatSeen(slugs).length > MAX_LENGTH) slugs.pop()
  return slugs
}

/** Written as `1.dusk-teapot.dipped-mug`, the last one first: plain to read for whose browser keeps it. */
export function formatSeen (slugs: readonly string[]): string {
  return [VERSION, ...slugs].join('.')
}

/** A signature proves who wrote it, not that this version of the shop did: undefined unless every part fits. */
export function parseSeen (text: string): readonly string[] | undefined {
  const [version, ...slugs] = text.split('.')
  const fits = version === VERSION && slugs.length <= MOST && slugs.every(slug => SLUG.test(slug))
  return fits ? slugs : undefined
}

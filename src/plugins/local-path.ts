/**
 * The address to go on to, from input that may want to lead elsewhere: only a path of this shop passes, all else gives `fallback`.
 * Browsers read `\` as `/` and drop tabs and line breaks, so the path is judged as they would resolve it.
 */
export function localPath (input: string | undefined, fallback: string): string {
  if (input !== undefined && PLAIN.test(input)) return input
  if (input === undefined || input.length > 2000 || !/^\/(?![/\\])/.test(input)) return fallback
  const base = 'http://shop.invalid'
  if (!URL.canParse(input, base)) return fallback
  const url = new URL(input, base)
  if (url.origin !== base || url.pathname.startsWith('//')) return fallback
  return url.pathname + url.search + url.hash
}

// Nothing in it that a browser would read otherwise than it stands: as most are.
const PLAIN = /^(\/[\w-]+)+$/

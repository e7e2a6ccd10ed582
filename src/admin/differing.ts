/** A field of a form that somebody else has changed meanwhile. */
export interface Differing { name: string, typed: string, now: string }

type Fields = Readonly<Record<string, string | undefined>>

/** Where what was typed is not what stands there now. `nameOf` says what a field is called. */
export function differing (typed: Fields, now: Fields, nameOf: (field: string) => string): Differing[] {
  return [...new Set([...Object.keys(now), ...Object.keys(typed)])]
    .map(field => ({ name: nameOf(field), typed: (typed[field] ?? '').trim(), now: (now[field] ?? '').trim() }))
    .filter(each => each.typed !== each.now)
}

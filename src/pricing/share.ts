/**
 * Shares `cents` out in proportion to `weights`, to the cent: each share is rounded down, and the cents that are left go to
 * those that lost most by it (largest remainder, also known as Hare–Niemeyer), the earlier of two alike. The shares always
 * add up to `cents`. With no weight at all the first takes it all.
 */
export function shareOut (cents: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0) return weights.map((_, at) => at === 0 ? cents : 0)
  if (weights.length === 1) return [cents]
  // Products of two amounts may be beyond what a number holds to the unit.
  const exact = weights.map(weight => BigInt(cents) * BigInt(weight))
  const shares = exact.map(share => Number(share / BigInt(whole)))
  const left = cents - shares.reduce((sum, share) => sum + share, 0)
  const byRemainder = exact.map((share, at) => ({ at, remainder: share % BigInt(whole) }))
    .sort((a, b) => a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1)
  for (const { at } of byRemainder.slice(0, left)) shares[at] = (shares[at] ?? 0) + 1
  return shares
}

/** The middle one, or what lies half way between the middle two. */
export function median (values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return NaN
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Median, lowest and highest. */
export function summaryOf (values) {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) }
}

import { setImmediate as turn } from 'node:timers/promises'

// Long work of a process that answers requests meanwhile: after so long others have their turn.
const SLICE_MS = 4
const LOOK_EVERY = 32 // to ask for the time costs as much as an item

/** Does `work` with each item, in slices. `lookEvery`: so many items take no time worth looking at. */
export async function eachInSlices<T> (items: Iterable<T>, work: (item: T) => void, lookEvery = LOOK_EVERY): Promise<void> {
  let beganAtMs = performance.now()
  let count = 0
  for (const item of items) {
    work(item)
    count += 1
    if (count % lookEvery !== 0 || performance.now() - beganAtMs < SLICE_MS) continue
    await turn()
    beganAtMs = performance.now()
  }
}

/** What `make` makes of each item, in slices; what it makes nothing of is left out. */
export async function mapInSlices<T, Made> (items: Iterable<T>, make: (item: T) => Made | undefined, lookEvery = LOOK_EVERY): Promise<Made[]> {
  const all: Made[] = []
  await eachInSlices(items, item => {
    const made = make(item)
    if (made !== undefined) all.push(made)
  }, lookEvery)
  return all
}

/** The items by their keys, in slices. Of two with the same key the later one stays. */
export async function indexInSlices<T, Key> (items: Iterable<T>, keyOf: (item: T) => Key): Promise<Map<Key, T>> {
  const index = new Map<Key, T>()
  await eachInSlices(items, item => { index.set(keyOf(item), item) })
  return index
}

const RUN = 1024 // to sort as many takes a millisecond

/** The items in order, what is equal as it came, in slices: sorted in runs, which are then merged, two and two. */
export async function sortInSlices<T> (items: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  const starts = Array.from({ length: Math.ceil(items.length / RUN) }, (_, at) => at * RUN)
  let runs = await mapInSlices(starts, start => items.slice(start, start + RUN).sort(compare), 1)
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

function merge<T> (first: readonly T[], second: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  return mapInSlices(inOrder(first, second, compare), item => item)
}

function * inOrder<T> (first: readonly T[], second: readonly T[], compare: (a: T, b: T) => number): Iterable<T> {
  let at = 0
  for (const item of first) {
    for (; at < second.length && compare(second[at] as T, item) < 0; at += 1) yield second[at] as T
    yield item
  }
  yield * second.slice(at)
}

import t from 'tap'
import { eachInSlices, indexInSlices, mapInSlices, sortInSlices } from '../../src/slices.ts'
import { onceFor, Recent } from '../../src/kept.ts'

const numbers = Array.from({ length: 5000 }, (_, at) => at * 7919 % 4001) // some of them twice

t.test('what is done in slices is what is done at once', async t => {
  t.strictSame(await mapInSlices(numbers, number => number % 2 === 0 ? number * 2 : undefined), numbers.filter(number => number % 2 === 0).map(number => number * 2))
  t.strictSame(await indexInSlices(numbers, number => number), new Map(numbers.map(number => [number, number])))
})

t.test('sorted in slices, what is equal stays in the order it came', async t => {
  for (const length of [0, 1, 2, 1023, 1024, 1025, 5000]) {
    const items = numbers.slice(0, length).map((number, at) => ({ number: number % 50, at }))
    const compare = (a: { number: number }, b: { number: number }): number => a.number - b.number
    t.strictSame(await sortInSlices(items, compare), items.toSorted(compare), `${length} items`)
  }
})

t.test('others have their turn meanwhile', async t => {
  let turns = 0
  const turn = (): void => {
    turns += 1
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  await eachInSlices(Array.from({ length: 64 }), () => {
    const until = performance.now() + 1
    while (performance.now() < until);
  })
  clearImmediate(next)
  t.ok(turns >= 2, `${turns} turns in 64 ms of work`)
})

t.test('what was asked for lately is kept, and never more than twice as many', async t => {
  const recent = new Recent<number>(3)
  for (const n of [1, 2, 3, 4]) recent.keep(String(n), n)
  t.equal(recent.find('1'), 1, 'of the older half, and young again')
  for (const n of [5, 6, 7]) recent.keep(String(n), n)
  t.equal(recent.find('1'), 1)
  t.equal(recent.find('2'), undefined, 'nobody has asked for it')
  recent.drop('1')
  t.equal(recent.find('1'), undefined)
  t.equal(recent.take('8', () => 8), 8)
  t.equal(recent.take('8', () => 9), 8, 'made once')
})

t.test('what follows from an object is worked out once for each', async t => {
  let made = 0
  const lengthOf = onceFor((list: readonly number[]) => {
    made += 1
    return list.length === 0 ? undefined : list.length
  })
  const [full, empty] = [[1, 2], []]
  t.strictSame([lengthOf(full), lengthOf(full), lengthOf(empty), lengthOf(empty), made], [2, 2, undefined, undefined, 2])
})

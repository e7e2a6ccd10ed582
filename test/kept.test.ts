import t from 'tap'
import { onceFor, readOnce, Recent } from '../src/kept.ts'

t.test('what was asked for lately is kept, and of the rest not more than as much again', async t => {
  const recent = new Recent<number>(3)
  for (let key = 1; key <= 100; key += 1) recent.keep(String(key), key)
  t.same(['98', '99', '100'].map(key => recent.find(key)), [98, 99, 100])
  const left = Array.from({ length: 100 }, (_, key) => recent.find(String(key + 1))).filter(value => value !== undefined)
  t.ok(left.length <= 6, `${left.join()} are left`)
  recent.drop('100')
  t.equal(recent.find('100'), undefined)
})

t.test('something is made once for each object', async t => {
  let made = 0
  const make = onceFor(({ name }: { name: string }) => {
    made += 1
    return `${name} ${made}`
  })
  const [cup, other] = [{ name: 'cup' }, { name: 'cup' }]
  t.same([make(cup), make(other), make(cup)], ['cup 1', 'cup 2', 'cup 1'])
})

t.test('a text is read once while it comes again, a long one each time', async t => {
  const read = readOnce(2, text => ({ text }))
  t.equal(read('a'), read('a'))
  t.not(read('a'), read('b'))
  t.same(read('b'), { text: 'b' })
  const long = 'x'.repeat(5000)
  t.not(read(long), read(long))
})

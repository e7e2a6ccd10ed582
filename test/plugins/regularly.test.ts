import t from 'tap'
import { doAll } from '../../src/plugins/regularly.ts'

t.test('batches follow each other until one is not full', async t => {
  let left = 2500
  const batches: number[] = []
  await doAll(async limit => {
    const deleted = Math.min(limit, left)
    left -= deleted
    batches.push(deleted)
    return deleted
  })
  t.strictSame(batches, [1000, 1000, 500])
})

import t from 'tap'
import { deleteAll } from '../../src/plugins/prune.ts'

t.test('batches follow each other until one is not full', async t => {
  let left = 2500
  const batches: number[] = []
  await deleteAll(async limit => {
    const deleted = Math.min(limit, left)
    left -= deleted
    batches.push(deleted)
    return deleted
  })
  t.strictSame(batches, [1000, 1000, 500])
})

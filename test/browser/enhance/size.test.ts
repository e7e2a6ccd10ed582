import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const BUILT = join(import.meta.dirname, '../../../dist/static')
const MOST_BYTES = 4096

t.test('the script of the shop is one small file', async t => {
  const scripts = readdirSync(BUILT).filter(name => name.endsWith('.js'))
  t.equal(scripts.length, 1, scripts.join())
  const { size } = statSync(join(BUILT, `${scripts[0]}.br`))
  t.ok(size <= MOST_BYTES, `${size} bytes`)
})

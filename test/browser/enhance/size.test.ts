import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const BUILT = join(import.meta.dirname, '../../../dist/static')
/** Of each script there is, compressed. */
const MOST_BYTES: Readonly<Record<string, number>> = { shop: 4096, admin: 1024 }

t.test('the scripts of the shop and of its admin are one small file each', async t => {
  const scripts = readdirSync(BUILT).filter(name => name.endsWith('.js'))
  t.strictSame(scripts.map(name => name.split('-')[0]).sort(), Object.keys(MOST_BYTES).sort())
  for (const script of scripts) {
    const { size } = statSync(join(BUILT, `${script}.br`))
    t.ok(size <= (MOST_BYTES[script.split('-')[0] ?? ''] ?? 0), `${script}: ${size} bytes`)
  }
})

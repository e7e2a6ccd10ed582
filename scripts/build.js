import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const LOCK = join(ROOT, '.data', 'build.lock')

// What is built: the sources it is stale after, and a stamp that has the time of the newest source it was built from.
const CODE = {
  sources: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/packages.js'],
  stamp: join(ROOT, 'dist', '.built'),
  build: compile
}
const ASSETS = {
  sources: ['static', 'scripts/assets.js', 'package-lock.json'],
  stamp: join(ROOT, 'dist', '.assets-built'),
  build: () => import('./assets.js').then(({ buildAssets }) => buildAssets()).then(() => true, () => false) // esbuild says why
}

const TEMPLATES = {
  sources: ['templates'],
  stamp: join(ROOT, 'dist', '.templates-listed'),
  build: listTemplates
}

/** Builds dist from src, static and templates, each when a source has changed since. Two that start at once build once. Resolves to false when one fails. */
export async function buildIfStale () {
  return await ensure(CODE) && await buildAssetsIfStale()
}

/** What is not code alone: dist/static, and the list of templates. */
export async function buildAssetsIfStale () {
  return await ensure(ASSETS) && await ensure(TEMPLATES)
}

/** dist/templates.json: what a shop that is complete has. */
function listTemplates () {
  const names = readdirSync(join(ROOT, 'templates'), { recursive: true }).filter(name => name.endsWith('.njk'))
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  writeFileSync(join(ROOT, 'dist', 'templates.json'), JSON.stringify(names.sort(), undefined, 2))
  return true
}

async function ensure (target) {
  if (!existsSync(join(ROOT, target.sources[0]))) return true // an image holds dist alone
  if (isFresh(target)) return true
  await lock()
  try {
    return isFresh(target) || await make(target)
  } finally {
    rmSync(LOCK, { force: true })
  }
}

/** Settings of a file .env; what is set already stays. */
export function readEnvFile () {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

async function make (target) {
  const newest = newestSource(target)
  if (!await target.build()) return false
  writeFileSync(target.stamp, '')
  utimesSync(target.stamp, newest, newest)
  return true
}

/** dist: the code, as JavaScript. Resolves to false where it does not compile. */
async function compile () {
  const tsc = join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc')
  if (spawnSync(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json')], { stdio: 'inherit' }).status !== 0) return false
  const { joinPackages } = await import('./packages.js')
  await joinPackages()
  return true
}

function isFresh (target) {
  const built = statSync(target.stamp, { throwIfNoEntry: false })
  return built !== undefined && built.mtime >= newestSource(target)
}

/** Of files and of directories: a directory's time tells that a file of it was removed. */
function newestSource ({ sources }) {
  const [directory = ''] = sources
  const inside = readdirSync(join(ROOT, directory), { recursive: true }).map(name => join(directory, name))
  const times = [...sources, ...inside].map(name => statSync(join(ROOT, name), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return new Date(Math.max(...times))
}

async function lock () {
  mkdirSync(join(ROOT, '.data'), { recursive: true })
  for (;;) {
    try {
      return writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isLockStale()) rmSync(LOCK, { force: true })
    await sleep(50)
  }
}

/** Left by a process that was killed. */
function isLockStale () {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs < 1000) return false // perhaps its pid is not in it yet
    process.kill(Number(readFileSync(LOCK, 'utf8')), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

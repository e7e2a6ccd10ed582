import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const SOURCES = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json']
const STAMP = join(ROOT, 'dist', '.built') // its time is that of the newest source it was built from
const LOCK = join(ROOT, '.data', 'build.lock')

/** Compiles src to dist when a source has changed since. Two that start at once build once. Resolves to false when it does not compile. */
export async function buildIfStale () {
  if (!existsSync(join(ROOT, 'src'))) return true // an image holds dist alone
  if (isFresh()) return true
  await lock()
  try {
    return isFresh() || build()
  } finally {
    rmSync(LOCK, { force: true })
  }
}

/** Settings of a file .env; what is set already stays. */
export function readEnvFile () {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

function build () {
  const newest = newestSource()
  const tsc = join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json')], { stdio: 'inherit' })
  if (status !== 0) return false
  writeFileSync(STAMP, '')
  utimesSync(STAMP, newest, newest)
  return true
}

function isFresh () {
  const built = statSync(STAMP, { throwIfNoEntry: false })
  return built !== undefined && built.mtime >= newestSource()
}

/** Of files and of directories: a directory's time tells that a file of it was removed. */
function newestSource () {
  const inside = readdirSync(join(ROOT, 'src'), { recursive: true }).map(name => join('src', name))
  const times = [...SOURCES, ...inside].map(name => statSync(join(ROOT, name), { throwIfNoEntry: false })?.mtimeMs ?? 0)
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

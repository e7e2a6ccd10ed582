import { spawnSync } from 'node:child_process'
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { median } from './statistics.js'

// The server that is measured has a core of its own; what asks it, and the database it asks, share the other.
const SERVER_CORE = '0'
const LOAD_CORE = '1'

export const isPinned = process.platform === 'linux' && availableParallelism() >= 2 && exists('taskset')
export const hasWrk = env.BENCH_LOAD !== 'autocannon' && exists('wrk')

/** Puts this process, and whatever it starts, on the core of the load; and others that it has started. */
export function pinSelf (others = []) {
  if (isPinned) for (const pid of [process.pid, ...others]) spawnSync('taskset', ['-apc', LOAD_CORE, String(pid)])
}

/** The same command, on the core of the servers. */
export function onServerCore (command, args) {
  return isPinned ? ['taskset', ['-c', SERVER_CORE, command, ...args]] : [command, args]
}

/** What it was measured on, in a line. */
export function describeMachine () {
  const [cpu] = cpus()
  return `${cpus().length} cores (${cpu?.model ?? process.arch}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
}

/** Which state of the shop it was, where git knows. */
export function describeCheckout (directory) {
  const git = (...args) => spawnSync('git', ['-C', directory, ...args], { encoding: 'utf8' }).stdout?.trim()
  const changed = git('status', '--porcelain', '--', 'src', 'templates', 'migrations')
  return `the shop at ${git('rev-parse', '--short', 'HEAD') || 'no commit'}${changed ? ', with changes' : ''}`
}

/** How long the disk of a directory takes to make 8 KB durable, in ms. */
export function measureSync (directory, times = 100) {
  const path = join(directory, 'sync')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(8192, 1)
  const took = Array.from({ length: times }, (_, n) => {
    writeSync(file, page, 0, page.length, n * page.length)
    const from = performance.now()
    fdatasyncSync(file)
    return performance.now() - from
  })
  closeSync(file)
  rmSync(path)
  return median(took)
}

function exists (program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
}

import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, moveInto, withoutBinaries } from './binaries.ts'
import { isAlive } from './leases.ts'
import { findPostmaster, removeStalePidFile } from './postmaster.ts'
import type { Place } from './place.ts'

export const USER = 'shop'
const UNFINISHED = 'initdb-'
const LOG_LIMIT_BYTES = 10_000_000

/** Makes the cluster if there is none. Killed half way it leaves nothing that the next start would take for a cluster. */
export async function createCluster (place: Place, { initdb }: Binaries, durable: boolean): Promise<void> {
  removeUnfinished(place.home)
  const version = join(place.data, 'PG_VERSION')
  if (existsSync(version)) return
  // What somebody's rm left under a running server. The version is looked for again: a whole cluster may have come meanwhile.
  if (!durable && existsSync(place.data) && !existsSync(version)) remove(place.data)

  const unfinished = join(place.home, UNFINISHED + process.pid)
  const password = join(unfinished, 'password')
  mkdirSync(unfinished, { mode: 0o700 })
  // Only who can read the data directory can log in: other users of the machine reach the port, too.
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (place.owner) for (const path of [unfinished, password]) chownSync(path, place.owner.uid, place.owner.gid)

  const data = join(unfinished, 'data')
  // The password is 192 random bits, which gain nothing from a slow hash. The builtin locale is the same on every system.
  const program = run(place, initdb, ['-D', data, '-U', USER, '--auth=scram-sha-256', `--pwfile=${password}`, '--set=scram_iterations=1',
    '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'])
  await ended(program)
  if (program.exitCode !== 0) throw new Error(`The embedded Postgres could not make its data directory. ${lastWords(place)}`)
  renameSync(password, join(data, 'password'))
  moveInto(data, place.data)
  remove(unfinished)
  if (!existsSync(version)) throw new Error(`${place.data} is there, but holds no Postgres data. Move it away and start again.`)
}

export function readPassword (place: Place): string {
  return readFileSync(join(place.data, 'password'), 'utf8')
}

/** Starts the server; resolves to true when it answers, to false when it ended (another process may have been first). */
export async function launch (place: Place, { postgres }: Binaries, durable: boolean): Promise<boolean> {
  removeStalePidFile(place.data)
  const settings = {
    listen_addresses: '127.0.0.1',
    port: await freePort(),
    unix_socket_directories: '',
    max_connections: durable ? 100 : 400,
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '128MB', min_wal_size: '32MB' })
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Its own session: Ctrl-C in the terminal is for the shop, which stops Postgres when it has let go of it.
  const server = run(place, postgres, ['-D', place.data, ...args], { detached: true })
  server.unref()
  const end = ended(server)
  end.catch(() => {}) // thrown below, where it is awaited
  while (server.exitCode === null && server.signalCode === null) {
    const found = findPostmaster(place.data)
    if (found?.pid === server.pid && found?.status === 'ready') return true
    await Promise.race([end, sleep(5)])
  }
  return false
}

/** The end of the log: what a failed start has to say. */
export function lastWords (place: Place): string {
  const log = join(place.home, 'log')
  const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-5)
  return `Its last words (${log}):\n  ${lines.join('\n  ')}`
}

function run (place: Place, program: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  const log = openSync(join(place.home, 'log'), logFlags(place), 0o600)
  const child = spawn(program, args, {
    ...place.owner,
    ...options,
    cwd: place.home,
    stdio: ['ignore', log, log],
    // Not ours: PGDATA, PGPORT and their like would change what runs.
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  })
  closeSync(log)
  return child
}

function logFlags (place: Place): string {
  const stats = statSync(join(place.home, 'log'), { throwIfNoEntry: false })
  return stats && stats.size > LOG_LIMIT_BYTES ? 'w' : 'a'
}

async function ended (child: ChildProcess): Promise<void> {
  try {
    await once(child, 'exit')
  } catch (error) {
    // What a system without glibc answers, though the file is there.
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? withoutBinaries() : error
  }
}

async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

function removeUnfinished (home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith(UNFINISHED) && !isAlive(Number(name.slice(UNFINISHED.length)))) {
      remove(join(home, name))
    }
  }
}

/** An initdb whose parent was killed may still be writing there. */
function remove (directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

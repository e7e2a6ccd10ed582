import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'

/** Where the embedded Postgres lives, and as whom it runs. */
export interface Place {
  home: string
  /** PGDATA: made whole by initdb elsewhere and renamed to this, so it is there completely or not at all. */
  data: string
  /** Only when we are root, whom Postgres refuses to run as. */
  owner: Owner | undefined
}

export interface Owner { uid: number, gid: number }

const HOMES_OF_ROOT = '/var/lib/tote'

/**
 * `directory` itself, unless we are root and it lies under a folder that the user Postgres runs as may not enter:
 * then a place in /var/lib that is always the same for this directory.
 */
export function choosePlace (directory: string): Place {
  const home = makeDirectory(directory)
  if (process.getuid?.() !== 0) return { home, data: join(home, 'data'), owner: undefined }

  const owner = ownerOf(join(home, 'data')) ?? nobody()
  if (canReach(home, owner)) return { home, data: join(home, 'data'), owner }

  const name = `${basename(dirname(dirname(home)))}-${basename(home)}-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`
  const elsewhere = makeDirectory(join(HOMES_OF_ROOT, name))
  return { home: elsewhere, data: join(elsewhere, 'data'), owner: ownerOf(join(elsewhere, 'data')) ?? nobody() }
}

/** True when `owner` may enter every folder down to `path` and read there. */
export function canReach (path: string, owner: Owner): boolean {
  const stats = statSync(path)
  const readable = stats.isDirectory() ? 0o1 : 0o5
  if (!allows(stats, owner, readable)) return false
  const parent = dirname(path)
  return parent === path || canReach(parent, owner)
}

function allows (stats: Stats, owner: Owner, bits: number): boolean {
  const shift = stats.uid === owner.uid ? 6 : stats.gid === owner.gid ? 3 : 0
  return (stats.mode >> shift & bits) === bits
}

/** A cluster that a user made stays that user's when root starts it. */
function ownerOf (data: string): Owner | undefined {
  const stats = statSync(data, { throwIfNoEntry: false })
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : undefined
}

/** initdb refuses a number that /etc/passwd does not have. */
function nobody (): Owner {
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? []
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) }
}

function makeDirectory (path: string): string {
  const first = mkdirSync(path, { recursive: true })
  // A strict umask would lock the user out whom Postgres runs as. The data directory itself is closed to all others.
  if (first) for (const made of ancestors(path, first)) chmodSync(made, 0o755)
  return realpathSync(path)
}

function ancestors (path: string, first: string): string[] {
  return path === first ? [path] : [path, ...ancestors(dirname(path), first)]
}

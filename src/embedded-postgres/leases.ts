import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/*
 * Who uses a cluster: one empty file per process, named by its pid. The last to leave stops the cluster.
 *
 * Between "nobody is left" and the stop, somebody could come. So whoever wants to stop says so first and counts then;
 * whoever comes takes the lease first and looks for a stop then. One of the two sees the other, whatever the order.
 */
const STOPPING = '.stopping'

export function takeLease (home: string, holder: number): void {
  mkdirSync(leases(home), { recursive: true })
  writeFileSync(join(leases(home), String(holder)), '')
}

export function dropLease (home: string, holder: number): void {
  rmSync(join(leases(home), String(holder)), { force: true })
}

export function isInUse (home: string): boolean {
  return living(home).some(name => !name.endsWith(STOPPING))
}

export function announceStop (home: string): void {
  writeFileSync(join(leases(home), process.pid + STOPPING), '')
}

export function stopIsOver (home: string): void {
  rmSync(join(leases(home), process.pid + STOPPING), { force: true })
}

export function isStopping (home: string): boolean {
  return living(home).some(name => name.endsWith(STOPPING))
}

export function leases (home: string): string {
  return join(home, 'leases')
}

export function isAlive (pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // alive, and somebody else's
  }
}

/** Dead, but not yet, or in a container without an init process never, cleared away. */
function isZombie (pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8') // 'pid (name) state …', see proc(5)
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'Z'
  } catch {
    return false // no Linux
  }
}

/** What processes left here that were killed is cleared away. */
function living (home: string): string[] {
  return readdirSync(leases(home)).filter(name => {
    if (isAlive(Number.parseInt(name))) return true
    rmSync(join(leases(home), name), { force: true })
    return false
  })
}

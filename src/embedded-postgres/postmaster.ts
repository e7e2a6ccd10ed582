import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { isAlive } from './leases.ts'

/** The running server of a data directory, as its postmaster.pid tells. */
export interface Postmaster {
  pid: number
  port: number
  status: string
}

/** Undefined when none runs; what a killed one, or one before a restart of the machine, left behind does not count. */
export function findPostmaster (data: string): Postmaster | undefined {
  const text = readPidFile(data)
  // Lines of postmaster.pid, see "Database File Layout" of the Postgres manual: 1 pid, 4 port, 8 status.
  const lines = text.split('\n')
  const pid = Number(lines[0])
  return isProcessOf(pid, data) ? { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '' } : undefined
}

/**
 * Postgres replaces the postmaster.pid of a dead process itself, but not one whose number another process of the same user
 * has by now. That one is moved away here, and put back if it turns out to be new.
 */
export function removeStalePidFile (data: string): void {
  const text = readPidFile(data)
  if (!isAlive(Number(text.split('\n')[0])) || findPostmaster(data)) return
  const aside = join(data, `postmaster.pid.${process.pid}`)
  renameSync(join(data, 'postmaster.pid'), aside)
  if (readFileSync(aside, 'utf8') !== text) linkSync(aside, join(data, 'postmaster.pid'))
  rmSync(aside)
}

function readPidFile (data: string): string {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** A pid may be anybody's by now, so the command line must name the directory. */
export function isProcessOf (pid: number, directory: string): boolean {
  return isAlive(pid) && commandLine(pid).includes(directory)
}

function commandLine (pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    if (process.platform === 'linux') return ''
  }
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { leases } from './leases.ts'
import { isProcessOf } from './postmaster.ts'

/*
 * A process that is killed cannot stop its Postgres. This script does, soon after the last lease holder's end, by
 * the rules of leases.ts. $1 the data directory, $2 the pid of its server, $3 the leases, $4 the seconds between two looks.
 */
const SCRIPT = `
running () { read -r pid <"$1/postmaster.pid" && [ "$pid" = "$2" ] && kill -0 "$2"; }
in_use () {
  for lease in "$1"/*; do
    holder=\${lease##*/}
    case $holder in *[!0-9]*) continue;; esac
    state=
    if read -r stat <"/proc/$holder/stat"; then state=\${stat##*) }; fi
    case $state in Z*) continue;; ?*) return 0;; esac
    if kill -0 "$holder"; then return 0; fi
  done
  return 1
}
exec 2>/dev/null
while sleep "$4" && running "$1" "$2"; do
  if in_use "$3"; then continue; fi
  : >"$3/$$.stopping"
  if ! in_use "$3"; then
    kill -INT "$2"
    while running "$1" "$2"; do sleep 0.05; done
  fi
  rm -f "$3/$$.stopping"
done
`

export function startWatchdog (home: string, data: string, postmaster: number, lookEverySeconds: number): void {
  const watchdog = spawn('/bin/sh', ['-c', SCRIPT, 'tote-watchdog', data, String(postmaster), leases(home), String(lookEverySeconds)], {
    cwd: home, detached: true, stdio: 'ignore'
  })
  watchdog.on('error', () => {}) // without it all works but the tidying after a kill
  watchdog.unref()
  if (watchdog.pid) writeFileSync(file(home), String(watchdog.pid))
}

export async function endWatchdog (home: string, data: string): Promise<void> {
  const pid = readPid(home)
  while (isProcessOf(pid, data)) {
    killGroup(pid)
    await sleep(10)
  }
  rmSync(file(home), { force: true })
}

function killGroup (pid: number): void {
  try {
    process.kill(-pid)
  } catch {
    // It has just ended by itself.
  }
}

function readPid (home: string): number {
  try {
    return Number(readFileSync(file(home), 'utf8'))
  } catch {
    return 0 // there was none
  }
}

function file (home: string): string {
  return join(home, 'watchdog')
}

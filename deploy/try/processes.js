import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'

const STOP_LIMIT_MS = 15_000

/** The processes that a try has started: the only ones that it ever ends. */
export class Processes {
  #folder
  #running = new Map()
  #user = Number(execFileSync('id', ['-u', 'postgres']))

  constructor (folder) {
    this.#folder = folder
  }

  /** Runs as the user of Postgres, who may start one; says what it says in a file of its name. */
  start (name, command, args, env = {}) {
    const log = openSync(join(this.#folder, `${name}.log`), 'a')
    const child = spawn(command, args, { cwd: this.#folder, stdio: ['ignore', log, log], uid: this.#user, gid: this.#user, env: { PATH: process.env.PATH, HOME: this.#folder, ...env } })
    child.on('exit', () => { if (this.#running.get(name) === child) this.#running.delete(name) })
    this.#running.set(name, child)
    return child
  }

  /** Ended by the signal, and gone when this returns. */
  async end (name, signal = 'SIGTERM') {
    const child = this.#running.get(name)
    if (!child) return undefined
    const gone = once(child, 'exit')
    child.kill('SIGCONT')
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    const [code] = await gone
    clearTimeout(late)
    return code
  }

  pid (name) {
    return this.#running.get(name)?.pid
  }

  /** In the order in which they were started, backwards. */
  async endAll () {
    for (const name of [...this.#running.keys()].reverse()) await this.end(name)
  }
}

/** A process and all that it has started. */
export function withChildren (pid) {
  const parents = readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(name => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]]
    } catch {
      return [] // gone meanwhile
    }
  })
  const found = [pid]
  for (const one of found) found.push(...parents.filter(([, parent]) => parent === one).map(([child]) => child))
  return found
}

export function signal (pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // gone already
    }
  }
}

export async function until (what, limitMs, happened) {
  const end = performance.now() + limitMs
  while (performance.now() < end) {
    if (await happened().catch(() => false)) return
    await wait(200)
  }
  throw new Error(`${what}: not within ${limitMs / 1000} s`)
}

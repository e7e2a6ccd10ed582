import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { onServerCore } from './machine.js'

const START_LIMIT_MS = 60_000
const LOOK_MS = 10
const STOP_LIMIT_MS = 10_000

/** A process that answers HTTP, on the core of the servers. */
export class Server {
  /**
   * Resolves when it answers. `log` is the file that it writes to: a terminal or a pipe would cost this process time. `isFree`: not kept on the
   * core of the servers. `path`: what it is asked first.
   */
  static async start ({ name, script, args = [], cwd, port, variables, log, nodeOptions = [], isFree = false, path = '/healthz' }) {
    const server = new Server()
    server.name = name
    server.url = `http://127.0.0.1:${port}`
    server.log = log
    const command = [process.execPath, [...nodeOptions, script, ...args]]
    const [program, all] = isFree ? command : onServerCore(...command)
    const output = openSync(log, 'a')
    const { PATH, HOME } = env
    const from = performance.now()
    server.process = spawn(program, all, { cwd, stdio: ['ignore', output, output], env: { PATH, HOME, NODE_ENV: 'production', PORT: port, ...variables } })
    closeSync(output)
    const kill = () => server.process.kill('SIGKILL') // should this process end in another way
    process.once('exit', kill)
    server.process.once('exit', () => process.off('exit', kill))
    await server.#answers(path)
    server.startedMs = performance.now() - from
    return server
  }

  get pid () {
    return this.process.pid
  }

  async #answers (path) {
    for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit; await sleep(LOOK_MS)) {
      if (this.process.exitCode !== null) break
      if (await fetch(this.url + path).then(answer => answer.arrayBuffer()).then(() => true, () => false)) return
    }
    throw new Error(`${this.name} does not start: ${readFileSync(this.log, 'utf8').slice(-2000)}`)
  }

  async stop () {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    const ended = once(this.process, 'exit')
    this.process.kill('SIGTERM')
    const killer = setTimeout(() => this.process.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearTimeout(killer)
  }
}

export async function freePort () {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

export function logOf (directory, name) {
  return join(directory, `${name}.log`)
}

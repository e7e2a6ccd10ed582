import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Proxy } from './proxy.ts'

const START_LIMIT_MS = 60_000
const LOOK_MS = 20
const STOP_LIMIT_MS = 20_000

export interface ShopOptions {
  name: string
  port: number
  /** The checkout whose dist is run. */
  shop: string
  log: string
  proxy: Proxy
  settings: Record<string, string>
}

export interface End { code: number | null, signal: NodeJS.Signals | null, tookMs: number }

/** A process of the shop as it ships, which is started again when it ends. */
export class Shop {
  readonly name: string
  readonly port: number
  readonly proxy: Proxy
  /** Settings and flags of Node for the next start. */
  settings: Record<string, string>
  nodeOptions: string[] = []
  cwd: string
  /** Told when it ends and nobody had asked for that. */
  onEnd: (end: End) => void = () => {}
  readonly #log: string
  #process: ChildProcess | undefined
  #isWanted = false

  constructor ({ name, port, shop, log, proxy, settings }: ShopOptions) {
    this.name = name
    this.port = port
    this.proxy = proxy
    this.settings = settings
    this.cwd = shop
    this.#log = log
  }

  /** Resolves when it is ready for shoppers. */
  async start (): Promise<void> {
    this.launch()
    for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit; await sleep(LOOK_MS)) {
      if (!this.isRunning) break
      if (await this.isReady()) return
    }
    throw new Error(`shop ${this.name} does not start: ${readFileSync(this.#log, 'utf8').slice(-1500)}`)
  }

  /** Starts it, and waits for nothing. */
  launch (): void {
    const output = openSync(this.#log, 'a')
    const { PATH, HOME } = env
    const child = spawn(process.execPath, ['--enable-source-maps', `--import=${join(import.meta.dirname, 'preload.js')}`, ...this.nodeOptions, 'dist/server.js'], {
      cwd: this.cwd, stdio: ['ignore', output, output, 'ipc'], env: { PATH, HOME, NODE_ENV: 'production', PORT: String(this.port), ...this.settings }
    })
    closeSync(output)
    this.#process = child
    this.#isWanted = true
    const fromMs = performance.now()
    child.on('error', () => {}) // a message to one that has just ended
    child.once('exit', (code, signal) => {
      if (this.#isWanted && this.#process === child) this.onEnd({ code, signal, tookMs: performance.now() - fromMs })
    })
  }

  get isRunning (): boolean {
    return this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null
  }

  get pid (): number {
    return this.#process?.pid ?? 0
  }

  async isReady (): Promise<boolean> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}/readyz`, { signal: AbortSignal.timeout(5000) })
      await answer.arrayBuffer()
      return answer.ok
    } catch {
      return false
    }
  }

  /** As a machine that fails. */
  async kill (): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** As somebody who rolls out the next version. */
  async stop (): Promise<End> {
    return await this.#end('SIGTERM')
  }

  async #end (signal: NodeJS.Signals): Promise<End> {
    this.#isWanted = false
    const child = this.#process
    if (!child || !this.isRunning) return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null, tookMs: 0 }
    const fromMs = performance.now()
    const ended = once(child, 'exit')
    child.kill(signal)
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    const [code, by] = await ended as [number | null, NodeJS.Signals | null]
    clearTimeout(killer)
    return { code, signal: by, tookMs: performance.now() - fromMs }
  }

  /** See preload.js. */
  tell (message: { do: string, ms?: number }): void {
    this.#process?.send(message)
  }

  /** Bytes of the heap that are in use, after a collection where Node was started with `--expose-gc`. */
  async heapBytes (): Promise<number> {
    const child = this.#process
    if (!child) return 0
    const answer = once(child, 'message')
    child.send({ do: 'heap' })
    const [{ heapBytes }] = await answer as [{ heapBytes: number }]
    return heapBytes
  }
}

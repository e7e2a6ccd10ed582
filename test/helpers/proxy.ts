import net, { type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'
import { isStatement, MessageReader } from './postgres-messages.ts'

/** `before`: the statement never reaches Postgres. `after`: Postgres runs it, and its answer is lost. */
export interface Cut { statement: number, moment: 'before' | 'after' }

/** A wire between the shop and Postgres that can be cut, anywhere between two statements, or taken away altogether. */
export class Proxy {
  /** Statements that passed since the last `arm`. */
  statements = 0
  readonly #server: net.Server
  readonly #target: { host: string, port: number }
  readonly #pairs = new Set<[Socket, Socket]>()
  #cut: Cut | undefined
  #mode: 'open' | 'closed' | 'silent' = 'open'
  #delayMs = 0

  constructor (target: { host: string, port: number }) {
    this.#target = target
    this.#server = net.createServer(client => this.#connect(client))
  }

  async listen (): Promise<number> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    return (this.#server.address() as AddressInfo).port
  }

  async close (): Promise<void> {
    this.#mode = 'closed'
    this.cutAll()
    await new Promise(resolve => this.#server.close(resolve))
  }

  /** Counts from here, and cuts the connection of the given statement. */
  arm (cut?: Cut): void {
    this.statements = 0
    this.#cut = cut
  }

  /** `closed`: connections are refused. `silent`: they stay open and nothing passes. */
  turn (mode: 'open' | 'closed' | 'silent'): void {
    this.#mode = mode
    if (mode === 'closed') this.cutAll()
  }

  /** What is sent to Postgres from now on comes so much later. */
  slow (delayMs: number): void {
    this.#delayMs = delayMs
  }

  cutAll (): void {
    for (const pair of this.#pairs) hangUp(pair)
  }

  #connect (client: Socket): void {
    if (this.#mode === 'closed') {
      client.destroy()
      return
    }
    const server = net.connect(this.#target)
    const pair: [Socket, Socket] = [client, server]
    this.#pairs.add(pair)
    let answerLost = false
    const messages = new MessageReader()
    client.on('data', chunk => {
      if (this.#mode === 'silent') return
      for (const message of messages.read(chunk)) {
        if (!isStatement(message)) continue
        this.statements += 1
        if (this.#cut?.statement !== this.statements) continue
        if (this.#cut.moment === 'before') return hangUp(pair)
        answerLost = true
      }
      if (this.#delayMs === 0) server.write(chunk)
      else setTimeout(() => server.write(chunk), this.#delayMs)
    })
    server.on('data', chunk => {
      if (this.#mode === 'silent') return
      if (answerLost) return hangUp(pair)
      client.write(chunk)
    })
    for (const socket of pair) socket.on('error', () => {}).on('close', () => { this.#pairs.delete(pair); hangUp(pair) })
  }
}

function hangUp (pair: [Socket, Socket]): void {
  for (const socket of pair) socket.destroy()
}

/** A proxy in front of `databaseUrl`, and the address by which the shop reaches it. */
export async function openProxy (t: Test, databaseUrl: string): Promise<{ proxy: Proxy, url: string }> {
  const url = new URL(databaseUrl)
  const proxy = new Proxy({ host: url.hostname, port: Number(url.port) })
  url.hostname = '127.0.0.1'
  url.port = String(await proxy.listen())
  t.teardown(() => proxy.close())
  return { proxy, url: url.href }
}

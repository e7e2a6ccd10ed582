import net, { type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { MessageReader, type Message } from '../../helpers/postgres-messages.ts'

/**
 * What becomes of a message to Postgres. `cut`: it never arrives, and the connection is gone. `cut-after`: it arrives, and the connection
 * is cut when the answer comes. `swallow`: it arrives, and nothing comes back any more.
 */
export type Fate = 'pass' | 'cut' | 'cut-after' | 'swallow'

interface Pair { client: Socket, server: Socket, answers: 'pass' | 'cut' | 'swallow', sent: Promise<void> }

/** The wire between one process and Postgres. */
export class Proxy {
  port = 0
  /** What passes waits so long, on the way there. */
  delayMs = 0
  /** Decides about each message; undefined: all pass. */
  judge: ((message: Message) => Fate) | undefined
  #mode: 'open' | 'closed' | 'silent' = 'open'
  #bytesLeft = Infinity
  readonly #server: net.Server
  readonly #pairs = new Set<Pair>()
  readonly #target: () => number

  /** `target`: the port that what comes is passed on to. */
  constructor (target: () => number) {
    this.#target = target
    this.#server = net.createServer(client => this.#connect(client))
  }

  async listen (): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    this.port = (this.#server.address() as AddressInfo).port
  }

  close (): void {
    this.turn('closed')
    this.#server.close()
  }

  /** `closed`: nobody gets through. `silent`: connections stay open, new ones too, and nothing passes. `open` after that: what was silent is cut. */
  turn (mode: 'open' | 'closed' | 'silent'): void {
    if (mode === 'closed' || this.#mode === 'silent') this.cutAll()
    this.#mode = mode
  }

  /** All as it was. */
  mend (): void {
    this.judge = undefined
    this.delayMs = 0
    this.#bytesLeft = Infinity
    this.turn('open')
  }

  /** Cuts the connection on which the byte passes that is so far away. */
  cutAfterBytes (bytes: number): void {
    this.#bytesLeft = bytes
  }

  cutAll (): void {
    for (const pair of this.#pairs) hangUp(pair)
  }

  #connect (client: Socket): void {
    if (this.#mode === 'closed') {
      client.resetAndDestroy()
      return
    }
    const server = net.connect(this.#target(), '127.0.0.1')
    for (const socket of [client, server]) socket.setNoDelay(true)
    const pair: Pair = { client, server, answers: 'pass', sent: Promise.resolve() }
    this.#pairs.add(pair)
    const messages = new MessageReader()
    client.on('data', chunk => { for (const message of messages.read(chunk)) this.#send(pair, message) })
    server.on('data', chunk => this.#answer(pair, chunk))
    for (const socket of [client, server]) socket.on('error', () => {}).on('close', () => { this.#pairs.delete(pair); hangUp(pair) })
  }

  #send (pair: Pair, message: Message): void {
    if (this.#mode === 'silent' || pair.client.destroyed) return
    const fate = this.judge?.(message) ?? 'pass'
    if (fate === 'cut' || this.#isUsedUp(message.bytes.length)) return hangUp(pair)
    if (fate !== 'pass') pair.answers = fate === 'swallow' ? 'swallow' : 'cut'
    const dueAtMs = performance.now() + this.delayMs
    pair.sent = pair.sent.then(async () => {
      if (dueAtMs > performance.now()) await sleep(dueAtMs - performance.now())
      if (!pair.server.destroyed) pair.server.write(message.bytes)
    })
  }

  #answer (pair: Pair, chunk: Buffer): void {
    if (this.#mode === 'silent' || pair.answers === 'swallow') return
    if (pair.answers === 'cut' || this.#isUsedUp(chunk.length)) return hangUp(pair)
    pair.client.write(chunk)
  }

  #isUsedUp (bytes: number): boolean {
    this.#bytesLeft -= bytes
    if (this.#bytesLeft > 0) return false
    this.#bytesLeft = Infinity
    return true
  }
}

function hangUp ({ client, server }: Pair): void {
  client.destroy()
  server.destroy()
}

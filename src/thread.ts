import { parentPort, Worker } from 'node:worker_threads'

const IDLE_MS = 30_000

interface Asked<Output> { resolve (output: Output): void, reject (error: unknown): void }
interface Answer<Output> { id: number, output?: Output, error?: Error }

/**
 * Work that takes longer than others may wait for, done by a thread of its own, one piece after the other. The thread is started when it is first
 * asked, ends when nobody has asked for half a minute, and while it has nothing to do keeps no process from ending.
 */
export class Thread<Input, Output> {
  readonly #module: string
  readonly #asked = new Map<number, Asked<Output>>()
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #count = 0

  /** `name`: a module beside the one that is `from` (its `import.meta.url`), which calls `serve`. Without its ending. */
  constructor (name: string, from: string) {
    this.#module = new URL(`${name}${from.endsWith('.ts') ? '.ts' : '.js'}`, from).href
  }

  /** What the thread makes of `input`, of which it gets a copy. Fails as it does. */
  run (input: Input): Promise<Output> {
    clearTimeout(this.#idle)
    this.#worker ??= this.#start()
    this.#worker.ref()
    const id = this.#count++
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      this.#worker?.postMessage({ id, input })
    })
  }

  #start (): Worker {
    const worker = new Worker(new URL(this.#module))
    worker.on('message', ({ id, output, error }: Answer<Output>) => {
      const asked = this.#asked.get(id)
      this.#asked.delete(id)
      if (error) asked?.reject(error)
      else asked?.resolve(output as Output)
      if (this.#asked.size > 0) return
      worker.unref()
      this.#idle = setTimeout(() => { this.#end() }, IDLE_MS).unref()
    })
    worker.on('error', error => this.#end(error))
    return worker
  }

  #end (error?: Error): void {
    this.#worker?.terminate().catch(() => {})
    this.#worker = undefined
    for (const { reject } of this.#asked.values()) reject(error)
    this.#asked.clear()
  }
}

/** In the module of a thread: does each piece of work that it is asked for. */
export function serve<Input, Output> (work: (input: Input) => Output | Promise<Output>): void {
  parentPort?.on('message', ({ id, input }: { id: number, input: Input }) => {
    Promise.resolve(input).then(work).then(output => ({ id, output }), (error: unknown) => ({ id, error })).then(answer => parentPort?.postMessage(answer), () => {})
  })
}

import { Agent, createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Shop } from './shop.ts'

const CHECK_MS = 250
const CHECK_LIMIT_MS = 2000
const ANSWER_LIMIT_MS = 15_000

const FALL = 2 // checks that fail one after the other before a process is not asked any more

interface Backend { shop: Shop, agent: Agent, isUp: boolean, isAlive: boolean, fallen: number, isChecking: boolean, underWay: number, taken: number }

/**
 * Stands before the processes as a balancer does: asks each `/readyz` four times a second, takes turns among those that are ready, and tries
 * another one only where a connection was refused, so that nothing had been sent. Connections to the processes are kept. Where none is ready, as the
 * database is away, it asks those that answer at all: they have the catalogue in memory.
 */
export class Balancer {
  readonly port: number
  readonly #backends: Backend[]
  readonly #server: Server
  #turn = 0
  #checking: NodeJS.Timeout | undefined

  constructor (port: number, shops: readonly Shop[]) {
    this.port = port
    this.#backends = shops.map(shop => ({ shop, agent: new Agent({ keepAlive: true }), isUp: false, isAlive: false, fallen: 0, isChecking: false, underWay: 0, taken: 0 }))
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => { this.#take(request, response) })
  }

  async listen (): Promise<void> {
    this.#checking = setInterval(() => this.#checkAll(), CHECK_MS)
    this.#checkAll()
    await new Promise<void>(resolve => this.#server.listen(this.port, '127.0.0.1', resolve))
  }

  close (): void {
    clearInterval(this.#checking)
    this.#server.closeAllConnections()
    this.#server.close()
    for (const { agent } of this.#backends) agent.destroy()
  }

  isUp (shop: Shop): boolean {
    return this.#of(shop).isUp
  }

  /** Requests that a process has and has not answered. */
  underWay (shop: Shop): number {
    return this.#of(shop).underWay
  }

  /** Requests that a process ever had. */
  taken (shop: Shop): number {
    return this.#of(shop).taken
  }

  #of (shop: Shop): Backend {
    const backend = this.#backends.find(each => each.shop === shop)
    if (!backend) throw new Error(`shop ${shop.name} is not behind this balancer`)
    return backend
  }

  #checkAll (): void {
    for (const backend of this.#backends) if (!backend.isChecking) this.#check(backend)
  }

  #check (backend: Backend): void {
    backend.isChecking = true
    const done = (status: number): void => {
      backend.isAlive = status > 0
      backend.fallen = status === 200 ? 0 : backend.fallen + 1
      if (status === 200) backend.isUp = true
      else if (backend.fallen >= FALL) backend.isUp = false
      backend.isChecking = false
    }
    const check = ask({ host: '127.0.0.1', port: backend.shop.port, path: '/readyz', timeout: CHECK_LIMIT_MS, agent: false }, answer => {
      answer.resume().on('error', () => {})
      done(answer.statusCode ?? 0)
    })
    check.on('timeout', () => check.destroy()).on('error', () => done(0)).end()
  }

  #take (request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk)).on('error', () => {}).on('end', () => this.#pass(request, Buffer.concat(chunks), response, new Set()))
  }

  #pass (request: IncomingMessage, body: Buffer, response: ServerResponse, refusedBy: Set<Backend>): void {
    const left = this.#backends.filter(backend => !refusedBy.has(backend))
    const ready = left.filter(({ isUp }) => isUp)
    const asked = ready.length > 0 ? ready : left.filter(({ isAlive }) => isAlive)
    const backend = asked[this.#turn++ % Math.max(1, asked.length)]
    if (!backend) {
      response.writeHead(503, { 'retry-after': '1', 'x-by': 'balancer' }).end('no process is ready')
      return
    }
    const { connection, ...headers } = request.headers
    backend.underWay += 1
    backend.taken += 1
    let isOver = false
    const over = (): void => {
      if (!isOver) backend.underWay -= 1
      isOver = true
    }
    const passed = ask({ host: '127.0.0.1', port: backend.shop.port, method: request.method, path: request.url, headers, agent: backend.agent, timeout: ANSWER_LIMIT_MS }, answer => {
      const { connection, 'keep-alive': kept, ...given } = answer.headers
      response.writeHead(answer.statusCode ?? 502, { ...given, 'x-by': backend.shop.name })
      answer.pipe(response)
      answer.on('end', over).on('error', () => { over(); response.destroy() })
    })
    passed.on('timeout', () => passed.destroy()).on('error', (error: NodeJS.ErrnoException) => {
      over()
      if (error.code === 'ECONNREFUSED') {
        Object.assign(backend, { isUp: false, isAlive: false })
        return this.#pass(request, body, response, refusedBy.add(backend))
      }
      if (response.headersSent) response.destroy()
      else response.writeHead(502, { 'x-by': backend.shop.name, 'x-lost': error.code ?? error.message }).end()
    })
    passed.end(body)
  }
}

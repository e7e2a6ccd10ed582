import { Agent, request as ask } from 'node:http'

/** After so long nobody waits any more: an answer that has not come by now is one that never comes. */
const PATIENCE_MS = 10_000

export interface Answer {
  /** 0: none came. */
  status: number
  location: string
  retryAfter: string
  body: string
  tookMs: number
  /** The process that answered, or what came between. */
  by: string
  /** The connection to the process was lost, or nothing came in time. */
  lost: string
}

export type Form = Record<string, string>

/** A browser with cookies and without JavaScript. Each comes from an address of its own, as rates are counted by it. */
export class Browser {
  cookies = new Map<string, string>()
  readonly #url: URL
  readonly #address: string
  readonly #agent = new Agent({ keepAlive: true })
  /** Told of each answer. */
  readonly #seen: (answer: Answer, method: string, path: string) => void

  constructor (url: string, address: string, seen: (answer: Answer, method: string, path: string) => void = () => {}) {
    this.#url = new URL(url)
    this.#address = address
    this.#seen = seen
  }

  get (path: string): Promise<Answer> {
    return this.#ask('GET', path)
  }

  /** Sends a form, and once more where the answer says that the session has changed meanwhile. */
  async post (path: string, form: Form): Promise<Answer> {
    const answer = await this.#ask('POST', path, new URLSearchParams(form).toString())
    return answer.status === 307 ? await this.#ask('POST', answer.location, new URLSearchParams(form).toString()) : answer
  }

  close (): void {
    this.#agent.destroy()
  }

  async #ask (method: string, path: string, body?: string): Promise<Answer> {
    const fromMs = performance.now()
    const answer = await this.#send(method, path, body).catch((error: NodeJS.ErrnoException): Answer =>
      ({ status: 0, location: '', retryAfter: '', body: '', tookMs: 0, by: 'nobody', lost: error.code ?? error.message }))
    answer.tookMs = Math.round(performance.now() - fromMs)
    this.#seen(answer, method, path)
    return answer
  }

  #send (method: string, path: string, body?: string): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = {
      'x-forwarded-for': this.#address,
      'user-agent': 'faults',
      ...cookie && { cookie },
      ...body !== undefined && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }
    }
    return new Promise((resolve, reject) => {
      const { hostname: host, port } = this.#url
      const request = ask({ host, port, method, path, headers, agent: this.#agent, signal: AbortSignal.timeout(PATIENCE_MS) }, response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk)).on('error', reject).on('close', () => { if (!response.complete) reject(new Error('cut off')) }).on('end', () => {
          const { location = '', 'retry-after': retryAfter = '', 'x-by': by = '', 'x-lost': lost = '', 'set-cookie': set = [] } = response.headers
          this.#keep(set)
          resolve({ status: response.statusCode ?? 0, location, retryAfter, body: Buffer.concat(chunks).toString(), tookMs: 0, by: String(by), lost: String(lost) })
        })
      })
      request.on('error', reject).end(body)
    })
  }

  #keep (lines: string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

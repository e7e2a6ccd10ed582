import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

export type Form = Readonly<Record<string, string | readonly string[] | undefined>>
export type Headers = Readonly<Record<string, string | undefined>>
export type Answer = LightMyRequestResponse

export type Json = any

/** A browser with cookies and without JavaScript, in front of one instance of the shop or another. */
export class Visitor {
  readonly cookies: Record<string, string> = {}
  /** The instance that the next request goes to. */
  app: FastifyInstance

  constructor (app: FastifyInstance) {
    this.app = app
  }

  /** The next requests go to another instance, with the same cookies. */
  at (app: FastifyInstance): this {
    this.app = app
    return this
  }

  async get (url: string, headers: Headers = {}): Promise<Answer> {
    return this.send({ method: 'GET', url, headers })
  }

  async post (url: string, form: Form = {}, headers: Headers = {}): Promise<Answer> {
    const fields = Object.entries(form).flatMap(([name, value]) => [value ?? []].flat().map((text): [string, string] => [name, text]))
    return this.send({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }
    })
  }

  /** Asks the API, whose addresses begin with /api/v1. A late request is sent again where the answer says so. */
  async api<Body = Json> (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, headers: Headers = {}): Promise<{ status: number, body: Body, answer: Answer }> {
    const ask = (url: string): Promise<Answer> => this.send({ method, url, ...body && { payload: body }, headers })
    let answer = await ask(`/api/v1${url}`)
    if (answer.statusCode === 307) answer = await ask(String(answer.headers.location))
    return { status: answer.statusCode, body: answer.body === '' ? undefined as Body : answer.json<Body>(), answer }
  }

  /** Posts, and goes where the answer leads. */
  async submit (url: string, form: Form = {}): Promise<Answer> {
    const answer = await this.post(url, form)
    if (answer.statusCode === 307) return this.submit(String(answer.headers.location), form)
    return answer.statusCode === 303 ? this.get(String(answer.headers.location)) : answer
  }

  /** Sends with the cookies of this moment and keeps those that come back. Starts at once: inject alone waits for its `then`. */
  async send (options: InjectOptions): Promise<Answer> {
    const answer = await this.app.inject({ ...options, headers: { cookie: this.cookieHeader, ...options.headers } })
    this.keep(answer)
    return answer
  }

  get cookieHeader (): string {
    return Object.entries(this.cookies).map(([name, value]) => `${name}=${value}`).join('; ')
  }

  keep (answer: Answer): void {
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() <= Date.now())) delete this.cookies[name]
      else this.cookies[name] = encodeURIComponent(value)
    }
  }

  /** A second window of the same browser: the cookies of now, on their own from here on. */
  clone (): Visitor {
    const twin = new Visitor(this.app)
    Object.assign(twin.cookies, this.cookies)
    return twin
  }

  async cart (): Promise<Record<string, number>> {
    return cartIn(await this.get('/cart'))
  }
}

/** SKU → quantity, as the cart page shows it. */
export function cartIn ({ body }: { body: string }): Record<string, number> {
  const lines = body.split('data-line="').slice(1)
  return Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf('"')), Number(/name="quantity"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="quantity"/.exec(line)?.slice(1).find(Boolean))]))
}

/** The pieces that the header's basket shows. */
export function countIn ({ body }: { body: string }): number {
  return Number(/data-cart-count="(\d+)"/.exec(body)?.[1])
}

/** The kinds and texts of the flash messages on a page. */
export function flashIn ({ body }: { body: string }): Array<{ kind: string, text: string }> {
  const blocks = body.split('data-flash="').slice(1)
  return blocks.map(block => ({
    kind: block.slice(0, block.indexOf('"')),
    text: block.slice(block.indexOf('>') + 1).split('data-flash="')[0]?.split('</p>')[0]?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim() ?? ''
  }))
}

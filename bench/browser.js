/** Asks as a browser would, with a jar for its cookies: to make by real requests what the bench then copies by SQL. */
export class Browser {
  #url
  #cookies = new Map()

  constructor (url) {
    this.#url = url
  }

  /** The value of a cookie as it came. */
  cookie (name) {
    return decodeURIComponent(this.#cookies.get(name) ?? '')
  }

  /** The page, which must answer with 200. */
  async get (path) {
    return (await this.#ask(path, {}, 200)).text()
  }

  /** Sends a form, which must answer with 303. */
  async post (path, form) {
    await (await this.#ask(path, { method: 'POST', body: new URLSearchParams(form) }, 303)).arrayBuffer()
  }

  async #ask (path, options, expected) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'accept-encoding': 'identity', ...cookie && { cookie } }
    const response = await fetch(this.#url + path, { ...options, headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    if (response.status === expected) return response
    throw new Error(`${options.method ?? 'GET'} ${path} is answered with ${response.status} instead of ${expected}: ${(await response.text()).slice(0, 500)}`)
  }

  #keep (line) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

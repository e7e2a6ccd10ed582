import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const LIMIT_MS = 5000
const ADDS_EACH = 60
const MOST_OF_ONE = 80

/** Visitors who add to their baskets, one add after the other, and write down what was acknowledged. The same seed asks for the same. */
export class Load {
  #agent = new Agent({ keepAlive: true, maxSockets: 64 })
  #stopping = false
  #running
  #random

  /** visitor → { sku → { acknowledged, unknown } }, by what names the session in the database. */
  journal = new Map()
  marks = newMarks()
  #lastOk = performance.now()

  constructor ({ port, skus, visitors, seed, file }) {
    Object.assign(this, { port, skus, file })
    this.#random = seeded(seed)
    this.#running = Promise.all(Array.from({ length: visitors }, () => this.#shop()))
  }

  /** What happened since the last time. */
  take () {
    const marks = this.marks
    this.marks = newMarks()
    this.#lastOk = performance.now()
    return marks
  }

  async stop () {
    this.#stopping = true
    await this.#running
    this.#agent.destroy()
  }

  async #shop () {
    while (!this.#stopping) await this.#visit()
  }

  async #visit () {
    const counts = new Map()
    let cookie
    for (let adds = 0; adds < ADDS_EACH && !this.#stopping; adds += 1) {
      await wait(10 + this.#random() * 20)
      const sku = this.skus[Math.floor(this.#random() * this.skus.length)]
      const count = counts.get(sku) ?? { acknowledged: 0, unknown: 0 }
      if (count.acknowledged + count.unknown >= MOST_OF_ONE) continue
      counts.set(sku, count)
      const answer = await this.#ask('POST', '/cart/items', cookie, `sku=${sku}&quantity=1`)
      const sid = /(?:^|; ?)sid=([^;]+)/.exec(answer.setCookie ?? '')?.[1]
      if (sid !== undefined) {
        cookie = `sid=${sid}`
        this.journal.set(nameOf(sid), counts)
      }
      if (answer.status === 303) {
        count.acknowledged += 1
        this.marks.adds += 1
        appendFileSync(this.file, `${cookie && nameOf(cookie.slice(4))} ${sku}\n`)
      } else {
        count.unknown += 1
        await wait(100) // as long as a shopper takes, at the least
      }
      if (cookie === undefined) return // the basket of the first add is nobody's: it was not acknowledged
      if (adds % 5 === 0) await this.#ask('GET', '/cart', cookie)
    }
  }

  #ask (method, path, cookie, body) {
    this.marks.requests += 1
    return new Promise(resolve => {
      const sent = request({ port: this.port, host: '127.0.0.1', method, path, agent: this.#agent, timeout: LIMIT_MS, headers: { ...cookie && { cookie }, ...body && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length } } }, answer => {
        answer.resume()
        answer.on('end', () => resolve(this.#note({ status: answer.statusCode, setCookie: answer.headers['set-cookie']?.find(text => text.startsWith('sid=')) })))
        answer.on('error', ({ code }) => resolve(this.#note({ status: code })))
      })
      let late = false
      sent.on('timeout', () => {
        late = true
        sent.destroy()
      })
      sent.on('error', ({ code }) => resolve(this.#note({ status: late ? 'late' : code })))
      sent.end(body)
    })
  }

  #note (answer) {
    const now = performance.now()
    if (answer.status >= 200 && answer.status < 500) {
      this.marks.longestMs = Math.max(this.marks.longestMs, now - this.#lastOk)
      this.#lastOk = now
    } else {
      this.marks.failed += 1
      this.marks.why.set(answer.status, (this.marks.why.get(answer.status) ?? 0) + 1)
    }
    return answer
  }
}

function newMarks () {
  return { requests: 0, failed: 0, adds: 0, longestMs: 0, /** status, or code of the error → how often */ why: new Map() }
}

/** What the table `session` calls the session of a cookie. */
function nameOf (cookie) {
  return createHash('sha256').update(decodeURIComponent(cookie).split('.')[0]).digest('base64url')
}

/** Compares what was acknowledged with what is in the database. An add whose answer got lost may be there or not. */
export function compare (journal, rows) {
  const kept = new Map(rows.map(({ sid, lines }) => [sid, new Map((lines ?? []).map(({ sku, quantity }) => [sku, quantity]))]))
  const result = { acknowledged: 0, unknown: 0, lost: 0, tooMany: 0, unknownKept: 0 }
  for (const [sid, counts] of journal) {
    for (const [sku, { acknowledged, unknown }] of counts) {
      const there = kept.get(sid)?.get(sku) ?? 0
      result.acknowledged += acknowledged
      result.unknown += unknown
      result.lost += Math.max(0, acknowledged - there)
      result.tooMany += Math.max(0, there - acknowledged - unknown)
      result.unknownKept += Math.max(0, Math.min(unknown, there - acknowledged))
    }
  }
  return result
}

// Mulberry32.
function seeded (seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

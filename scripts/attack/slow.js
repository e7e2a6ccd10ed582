import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { timeOf, watch } from './others.js'
import { open, request } from './wire.js'

const EACH = 400
const OPEN_EVERY_MS = 5
const CLOSED_WITHIN_S = 15
const SLOW_READERS = 10
const BURST = 10
const BURSTS = 40
const MANY = 4300 // more than the shop keeps open at once
const HALF_A_HEAD = 'GET / HTTP/1.1\r\nHost: shop.example\r\n'
const HALF_A_FORM = request('POST', '/login', ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 1000'], 'email=')

/** Connections that send a byte now and then, and how many seconds the shop kept each. */
async function drip (shop, count, first, byte) {
  const connections = []
  const dripping = byte && setInterval(() => {
    for (const { socket } of connections) if (socket.writable) socket.write(byte)
  }, 1000)
  while (connections.length < count) {
    const connection = open(shop, first)
    connection.socket.resume() // or it never hears that it was closed
    connections.push(connection)
    await sleep(OPEN_EVERY_MS)
  }
  const limit = sleep(25_000, Infinity, { ref: false })
  const kept = await Promise.all(connections.map(({ closedAfter }) => Promise.race([closedAfter, limit])))
  clearInterval(dripping)
  for (const { socket } of connections) socket.destroy()
  return Math.max(...kept)
}

/** Connections that ask for the largest file over and over and read nothing. How many of them the shop did not cut off. */
async function readNothing (shop, count) {
  const { text } = await shop.ask('/')
  const asked = request('GET', /\/static\/shop-\w+\.css/.exec(text)[0]).repeat(BURST)
  const readers = Array.from({ length: count }, () => open(shop))
  for (const { socket } of readers) socket.pause()
  for (let burst = 0; burst < BURSTS; burst++) {
    for (const { socket } of readers) if (socket.writable) socket.write(asked)
    await sleep(100)
  }
  await sleep(18_000)
  for (const { socket } of readers) socket.resume() // or it never hears that it was closed
  await sleep(2000)
  const left = readers.filter(({ socket }) => !socket.destroyed)
  for (const { socket } of left) socket.destroy()
  return left.length
}

/** G2, G4: whoever is slow on purpose, all at once, while somebody else wants to see the shop. */
export const slow = [
  {
    id: 'G2',
    name: `${EACH} slow heads, ${EACH} slow bodies, ${EACH} silent connections and ${SLOW_READERS} slow readers at once`,
    async run (shop) {
      const before = watch(shop)
      await sleep(3000)
      const quiet = await before.stop()
      const others = watch(shop)
      const [heads, bodies, silent, readers] = await Promise.all([
        drip(shop, EACH, HALF_A_HEAD, 'X'), drip(shop, EACH, HALF_A_FORM, 'a'), drip(shop, EACH, ''), readNothing(shop, SLOW_READERS)
      ])
      const busy = await others.stop()
      const kept = { heads, bodies, silent }
      for (const [what, seconds] of Object.entries(kept)) {
        assert.ok(seconds <= CLOSED_WITHIN_S, `slow ${what} are closed within ${CLOSED_WITHIN_S} s, not ${seconds.toFixed(1)} s`)
      }
      assert.equal(readers, 0, `who reads nothing is cut off, but for ${readers}`)
      assert.ok(busy.p99 < Math.max(300, 2 * quiet.p99), `others wait ${busy.p99} ms at the 99th percentile, ${quiet.p99} ms before`)
      const closed = Object.entries(kept).map(([what, seconds]) => `${what} closed after ${seconds.toFixed(1)} s`).join(', ')
      return `${closed}, readers cut off; others: p50 ${busy.p50} ms, p99 ${busy.p99} ms (${quiet.p50} and ${quiet.p99} before)`
    }
  },
  {
    id: 'G4',
    name: `${MANY} connections that are kept open and ask for nothing more`,
    async run (shop) {
      const before = watch(shop)
      await sleep(3000)
      const quiet = await before.stop()
      const connections = []
      for (let opened = 0; opened < MANY; opened += 100) {
        connections.push(...Array.from({ length: 100 }, () => open(shop, request('GET', '/healthz'))))
        await sleep(100)
      }
      for (const { socket } of connections) socket.resume()
      const others = watch(shop)
      await sleep(5000)
      const { p99 } = await others.stop()
      const alive = connections.filter(({ socket }) => !socket.closed && !socket.destroyed).length
      for (const { socket } of connections) socket.destroy()
      assert.ok(alive < MANY, 'no more than the shop means to have are open')
      assert.ok(p99 < Math.max(300, 2 * quiet.p99), `others wait ${p99} ms at the 99th percentile, ${quiet.p99} before`)
      await sleep(200)
      await timeOf(shop, '/')
      return `${alive} of them left; others: p99 ${p99} ms (${quiet.p99} before)`
    }
  }
]

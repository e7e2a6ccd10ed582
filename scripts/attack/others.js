import { request as ask } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const EVERY_MS = 20

/**
 * Somebody who looks at a page again and again while something else goes on, in a thread of their own: who attacks in this
 * one is busy. `stop` tells how long they waited, in ms.
 */
export function watch ({ port }, path = '/products') {
  const worker = new Worker(new URL(import.meta.url), { workerData: { port, path } })
  const told = new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  told.catch(() => {}) // said by stop
  return {
    async stop () {
      worker.postMessage('stop')
      const waits = (await told).sort((a, b) => a - b)
      return { p50: waits[Math.floor(waits.length / 2)], p99: waits[Math.ceil(waits.length * 0.99) - 1] }
    }
  }
}

/** How long a page takes over a connection of its own, in ms. Throws when it is no 200. */
export function timeOf ({ port }, path) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    ask({ port, host: '127.0.0.1', path, agent: false, timeout: 10_000 }, response => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) resolve(Math.round(performance.now() - startedAt))
        else reject(new Error(`${path} is answered with ${response.statusCode} to others`))
      })
    }).once('timeout', function () { this.destroy(new Error(`${path} takes longer than 10 s for others`)) }).once('error', reject).end()
  })
}

async function look (waits, signal) {
  while (!signal.aborted) {
    waits.push(await timeOf(workerData, workerData.path))
    await sleep(EVERY_MS)
  }
}

if (!isMainThread) {
  const stopped = new AbortController()
  parentPort.once('message', () => stopped.abort())
  const waits = []
  await look(waits, stopped.signal)
  parentPort.postMessage(waits)
}

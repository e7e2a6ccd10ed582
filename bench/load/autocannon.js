import { readFileSync } from 'node:fs'
import { argv, env } from 'node:process'
import autocannon from 'autocannon'

// In the place of wrk, and with the same line at the end, but for the bytes, which it does not count to the end. It costs twice the CPU time, so very quick pages look slower than they are.
const [url, connections, secs] = argv.slice(2)
const all = JSON.parse(readFileSync(env.BENCH_REQUESTS, 'utf8'))
const many = Number(connections)
let client = 0

const result = await autocannon({
  url,
  connections: many,
  duration: Number(secs),
  timeout: 10,
  // Each connection has its share, so that nothing is asked for twice that can be asked for once.
  setupClient (one) {
    const share = all.length < many ? all : all.filter((_, n) => n % many === client % many)
    client++
    one.setRequests(share)
  }
})
const { p50, p99 } = result.latency
console.log(JSON.stringify({ requests: result.requests.total, us: result.duration * 1e6, bytes: null, p50: p50 * 1000, p99: p99 * 1000, failed: result.errors + result.timeouts + result['4xx'] + result['5xx'] }))

import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { hasWrk } from './machine.js'

const WRK = fileURLToPath(new URL('load/wrk.lua', import.meta.url))
const AUTOCANNON = fileURLToPath(new URL('load/autocannon.js', import.meta.url))

let files = 0

/** Writes requests, `{ method, path, headers, body }`, to a file that the load reads, one after the other and then again from the first. */
export function writeRequests (directory, requests) {
  const path = join(directory, `requests-${files++}`)
  writeFileSync(path, hasWrk ? requests.map(rawRequest).join('\0') : JSON.stringify(requests))
  return path
}

function rawRequest ({ method = 'GET', path, headers = {}, body = '' }) {
  const all = { host: '127.0.0.1', ...headers, ...method !== 'GET' && { 'content-length': Buffer.byteLength(body) } }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

/** Asks so many seconds long over so many connections. Latencies in ms; `failed`: requests without an answer, or with one above 399. */
export async function fire ({ url, file, connections, secs }) {
  const [command, args] = hasWrk
    ? ['wrk', ['-t1', `-c${connections}`, `-d${secs}s`, '--timeout', '10s', '-s', WRK, url]]
    : [process.execPath, [AUTOCANNON, url, String(connections), String(secs)]]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, BENCH_REQUESTS: file } })
  const output = await collect(child, (secs + 30) * 1000)
  const line = output.split('\n').findLast(line => line.startsWith('{'))
  if (line === undefined) throw new Error(`the load said nothing that can be read: ${output.slice(-1000)}`)
  const { requests, us, bytes, p50, p99, failed } = JSON.parse(line)
  return { requests, failed: requests === 0 ? Infinity : failed, rate: (requests - failed) / (us / 1e6), bytes, p50: p50 / 1000, p99: p99 / 1000 }
}

async function collect (child, limitMs) {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => { output += chunk })
  const killer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  clearTimeout(killer)
  return output
}

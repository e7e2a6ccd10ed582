import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Test } from 'tap'
import { PLAIN_NODE } from './checkout.ts'

const SCRIPT = fileURLToPath(new URL('postgres-process.js', import.meta.url))

/** The Postgres of a checkout, held by a process of its own. */
export interface Started { url: string, place: string, stop (): Promise<number | null>, kill (): Promise<void> }

/** Throws what the process says in place of an address. */
export async function start (t: Test, checkout: string, uid?: number): Promise<Started> {
  const { child, output } = launch(checkout, uid)
  t.teardown(() => { if (child.exitCode === null) child.kill('SIGTERM') })
  const line = await output
  if (!line.startsWith('{')) throw new Error(line)
  return {
    ...JSON.parse(line),
    stop: async () => { await end(child, 'SIGTERM'); return child.exitCode },
    kill: () => end(child, 'SIGKILL')
  }
}

export function launch (checkout: string, uid?: number): { child: ChildProcess, output: Promise<string> } {
  const child = spawn('env', [...PLAIN_NODE, SCRIPT, checkout], { stdio: ['ignore', 'pipe', 'pipe'], ...uid && { uid, gid: uid } })
  const output = new Promise<string>(resolve => {
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).once('line', resolve)
  })
  return { child, output }
}

async function end (child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

export async function query (connectionString: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

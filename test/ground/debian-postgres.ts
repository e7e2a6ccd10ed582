import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import pg from 'pg'
import type { Test } from 'tap'

const DEBIAN = '/usr/lib/postgresql'

/** The folder of a Postgres of Debian's that has all its programs; the one that comes with npm has no pg_dump. */
export function debianPostgres (): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map(version => join(DEBIAN, version, 'bin')).find(folder => ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every(name => existsSync(join(folder, name))))
}

/** A server of it for this test. */
export async function startDebianPostgres (t: Test, folder: string): Promise<string> {
  const uid = process.getuid?.() === 0 ? Number(execFileSync('id', ['-u', 'postgres'])) : undefined
  const data = mkdtempSync(join(tmpdir(), 'tote-backup-'))
  if (uid !== undefined) chownSync(data, uid, uid)
  const as = { cwd: data, stdio: 'ignore' as const, ...uid !== undefined && { uid } }
  execFileSync(join(folder, 'initdb'), ['--pgdata', data, '--username=shop', '--auth=trust', '--locale=C.UTF-8', '--no-sync'], as)
  const port = await freePort()
  const server = spawn(join(folder, 'postgres'), ['-D', data, '-c', `port=${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'], as)
  t.teardown(async () => {
    const gone = once(server, 'exit')
    server.kill('SIGINT')
    await gone
    rmSync(data, { recursive: true, force: true })
  })
  const url = `postgres://shop@127.0.0.1:${port}/postgres`
  for (let tries = 0; tries < 100 && !await answers(url); tries += 1) await new Promise(resolve => setTimeout(resolve, 100))
  return url
}

async function answers (connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  return await client.connect().then(() => client.end()).then(() => true, () => false)
}

async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

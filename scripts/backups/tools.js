import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const DEBIAN = '/usr/lib/postgresql'
const GIVEN = process.env.POSTGRES_BIN

/** The folder of the programs of Postgres that can read a server of this major version: POSTGRES_BIN, the newest of Debian's, or what is on PATH. */
export async function toolsFor (major) {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)).map(version => join(DEBIAN, version, 'bin')) : []
  const folders = GIVEN ? [GIVEN] : [...debian, '']
  const found = []
  for (const folder of folders) {
    const version = await versionOf(join(folder, 'pg_dump'))
    if (version >= major) return folder
    if (version > 0) found.push(version)
  }
  throw new Error(found.length > 0
    ? `pg_dump here is of version ${found.join(', ')}, and the server of ${major}: it cannot read a newer one. Install postgresql-client-${major}, or set POSTGRES_BIN to the folder of its programs.`
    : `There is no pg_dump here, and the Postgres that comes with npm has none. Install Debian's postgresql-client-${major}, or set POSTGRES_BIN to the folder of its programs.`)
}

async function versionOf (program) {
  try {
    return Number(/(\d+)/.exec((await run(program, ['--version'])).stdout)?.[1])
  } catch {
    return 0
  }
}

/** Runs one of them against a database; the password stands in the environment, where no list of processes shows it. */
export async function runTool (folder, name, args, databaseUrl) {
  const url = new URL(databaseUrl)
  const password = decodeURIComponent(url.password) || url.searchParams.get('password')
  url.password = ''
  url.searchParams.delete('password')
  try {
    return await run(join(folder, name), [...args, '--dbname', url.href], { env: { ...process.env, ...password && { PGPASSWORD: password } }, maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    throw new Error(`${name} failed: ${error.stderr?.trim() || error.message}`)
  }
}

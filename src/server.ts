import process, { env } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import type { FastifyInstance } from 'fastify'
import { type Config, readConfig } from './config.ts'
import { drain } from './drain.ts'
import { type Database, prepareDatabase } from './prepare-database.ts'

const STOP_LIMIT_MS = 9000 // Docker and others kill after ten seconds
const MAX_CONNECTIONS = 4000 // below what systems allow a process to have open
const FIRST_CONNECTIONS = 4
const SAME_SIGNAL_MS = 1000 // one Ctrl-C comes twice: from the terminal, and passed on by npm

// On a machine with much memory V8 lets four times of what is in use pile up before it collects what is not. What lives here is a catalogue
// that stays; what comes and goes, such as the lines of a large export, is collected in time.
setFlagsFromString('--heap-growing-percent=40')

try {
  process.exit(await run(readConfig(env)) ? 0 : 1)
} catch (error) {
  // A sentence that says what to do needs no stack; a bug does.
  console.error(error instanceof Error && error.constructor === Error ? error.message : error)
  process.exit(1)
}

/** The shop from start to end. False when requests were cut off because they took too long to end, or something broke. */
async function run (config: Config): Promise<boolean> {
  const stopped = untilStopped()
  const starting = prepareDatabase(config, console.log)
  const loading = import('./app.ts') // while Postgres starts
  loading.catch(() => {}) // thrown below, where it is awaited
  const database = await starting
  try {
    const { buildApp } = await loading
    return await serve(await buildApp({ ...config, databaseUrl: database.url }), config, database, stopped)
  } finally {
    await database.stop()
  }
}

async function serve (app: FastifyInstance, config: Config, database: Database, stopped: Promise<void>): Promise<boolean> {
  limitConnections(app)
  try {
    await openConnections(app)
    console.log(`Tote is at ${await listen(app, config)}`)
    if (database.embedded) await printLogins()
    const isWell = await Promise.race([stopped.then(() => true), untilBroken(app)])
    // Should something be left that never ends: a client of the database that nobody gave back, say.
    setTimeout(() => process.exit(1), STOP_LIMIT_MS + 500).unref()
    return await drain(app, { delayMs: config.drainDelayMs, limitMs: STOP_LIMIT_MS }) && isWell
  } catch (error) {
    await drain(app, { delayMs: 0, limitMs: STOP_LIMIT_MS })
    throw error
  }
}

/** A process that has just started gets as much to do as the others, and opening connections takes its time. */
async function openConnections ({ db }: FastifyInstance): Promise<void> {
  const opened = await Promise.allSettled(Array.from({ length: Math.min(FIRST_CONNECTIONS, db.options.max) }, () => db.connect()))
  for (const connection of opened) if (connection.status === 'fulfilled') connection.value.release()
}

/** Resolves to false at an error that nobody caught: what this process holds may be wrong, so another takes its place once it has answered. */
function untilBroken (app: FastifyInstance): Promise<false> {
  return new Promise(resolve => {
    // A rejection that nobody handled comes here, too.
    process.on('uncaughtException', error => {
      app.log.fatal({ err: error }, 'an error that nobody caught ends this process')
      resolve(false)
    })
  })
}

/** When all are taken, those that wait for nothing are closed, so that nobody can hold them all and do nothing. */
function limitConnections ({ server }: FastifyInstance): void {
  server.maxConnections = MAX_CONNECTIONS
  server.on('drop', () => server.closeIdleConnections())
}

async function listen (app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} of ${host} is taken: perhaps this shop is already running there. Stop it, or choose another one with PORT=${port + 1}`)
    if (code === 'EACCES') throw new Error(`Only root may listen on port ${port}. Choose one above 1023 with PORT=3000`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new Error(`HOST is "${host}", which is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of them`)
    throw error
  }
}

async function printLogins (): Promise<void> {
  const { DEMO_LOGINS } = await import('./seed/seed.ts')
  for (const { email, password, role } of DEMO_LOGINS) console.log(`  ${role.padEnd(8)} ${email}  ${password}`)
}

/** Resolves at the first SIGINT or SIGTERM; another one ends the process on the spot, if somebody pressed Ctrl-C again. */
function untilStopped (): Promise<void> {
  return new Promise(resolve => {
    let firstAt: number | undefined
    const stop = (): void => {
      firstAt ??= performance.now()
      if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(130)
      resolve()
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
  })
}

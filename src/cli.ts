import { randomUUID } from 'node:crypto'
import process, { argv, env } from 'node:process'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { normalizeEmail } from './accounts/forms.ts'
import { hashPassword } from './accounts/passwords.ts'
import { saveCustomer } from './accounts/queries.ts'
import { checkRegistration } from './accounts/registration.ts'
import { isProduction, readConfig } from './config.ts'
import { distribute } from './distribution/distribute.ts'
import { translator } from './languages/translate.ts'
import { migrate, resetDatabase } from './migrate.ts'
import { transaction } from './plugins/database.ts'
import { openDatabase, prepareDatabase, seed } from './prepare-database.ts'
import { readSecret } from './read-secret.ts'

const USAGE = `Usage:
  npm run db:migrate    applies the migrations that the database lacks
  npm run db:seed       puts the demo shop into it (not in production)
  npm run db:reset      empties it and makes it anew (not in production)
  npm run db:distribute distributes its tables over the nodes of Citus
  npm run cli -- admin:create --email robin@shop.example --name "Robin Keeper"
                        makes an admin; the password is asked for, or read from standard input`

const commands: Record<string, () => Promise<void>> = {
  'db:migrate': async () => {
    await withDatabase(openDatabase, url => migrate(url, console.log))
    console.log('The database has every migration.')
  },

  'db:seed': async () => {
    refuseInProduction('db:seed makes logins whose passwords everybody can read in the source')
    await withDatabase(openDatabase, async url => {
      await migrate(url, console.log)
      await seed(url)
    })
    console.log('The demo shop is there.')
  },

  'db:reset': async () => {
    refuseInProduction('db:reset throws every order and every customer away')
    await withDatabase(openDatabase, resetDatabase)
    await withDatabase(prepareDatabase, async () => {})
  },

  'db:distribute': async () => {
    await withDatabase(openDatabase, async url => {
      await migrate(url, console.log)
      await distribute(url, console.log)
    })
  },

  'admin:create': createAdmin
}

try {
  await run(argv[2] ?? '')
} catch (error) {
  console.error(error instanceof Error && error.constructor === Error ? error.message : error)
  process.exit(1)
}

async function run (name: string): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new Error(USAGE)
  await command()
}

async function createAdmin (): Promise<void> {
  const { email, name } = readOptions()
  const password = await readSecret('Password')
  const [problem] = Object.values(await checkRegistration({ email, name, password }))
  if (problem) throw new Error(`${translator('en')(problem)}. Nothing was done.`)

  const customer = { shopperId: randomUUID(), email: normalizeEmail(email), name: name.trim(), passwordHash: await hashPassword(password), role: 'admin' as const }
  await withDatabase(prepareDatabase, async connectionString => {
    const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: 5000 })
    try {
      const isNew = await transaction(pool, db => saveCustomer(db, customer))
      if (!isNew) throw new Error(`There is an account with the address ${customer.email} already. Nothing was done.`)
    } finally {
      await pool.end()
    }
  })
  console.log(`${customer.email} is an admin now.`)
}

function readOptions (): { email: string, name: string } {
  try {
    const { values } = parseArgs({ args: argv.slice(3), options: { email: { type: 'string' }, name: { type: 'string' } } })
    return { email: values.email ?? '', name: values.name ?? '' }
  } catch {
    throw new Error(USAGE) // an argument that is not known; a password, perhaps, so it is not repeated
  }
}

async function withDatabase (open: typeof openDatabase, work: (url: string) => Promise<void>): Promise<void> {
  const database = await open(readConfig(env), console.log)
  try {
    await work(database.url)
  } finally {
    await database.stop()
  }
}

function refuseInProduction (because: string): void {
  if (isProduction(env)) throw new Error(`${because}: it does not run with NODE_ENV=production.`)
}

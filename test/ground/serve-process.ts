import process from 'node:process'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { prepareDatabase } from '../../src/prepare-database.ts'

// A shop as it starts: migrates, then serves. Ends when it is told to.
const config = readConfig({ DATABASE_URL: process.argv[2], LOG_LEVEL: 'silent' })
const { url } = await prepareDatabase(config, console.log)
const app = await buildApp({ ...config, databaseUrl: url })
console.log(await app.listen({ host: '127.0.0.1', port: 0 }))
process.once('SIGTERM', async () => {
  await app.close()
  process.exit(0)
})

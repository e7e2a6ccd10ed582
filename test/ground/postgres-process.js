import process from 'node:process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// Holds the Postgres of a compiled checkout until it is told to stop. node postgres-process.js <checkout>
const [checkout] = process.argv.slice(2)
const { startEmbeddedPostgres } = await import(pathToFileURL(join(checkout, 'dist', 'embedded-postgres', 'start.js')).href)
try {
  const { url, place, stop } = await startEmbeddedPostgres({ directory: join(checkout, '.data', 'shop') })
  process.once('SIGTERM', async () => {
    await stop()
    process.exit(0)
  })
  setInterval(() => {}, 1000)
  console.log(JSON.stringify({ url, place }))
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

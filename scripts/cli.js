import process from 'node:process'
import { buildIfStale, readEnvFile } from './build.js'

// `npm run cli -- …` and the db: scripts. An image runs dist/cli.js itself.
readEnvFile()
if (await buildIfStale()) {
  await import('../dist/cli.js')
} else {
  process.exitCode = 1
}

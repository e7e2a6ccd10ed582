import process from 'node:process'
import { buildIfStale, readEnvFile } from './build.js'

const LOOK_AFTER_NPM_MS = 500

// `npm start`: the shop, in this process, so that signals reach it.
readEnvFile()
if (process.env.npm_lifecycle_event) endWithNpm()
if (await buildIfStale()) {
  await import('../dist/server.js')
} else {
  process.exitCode = 1
}

/** npm passes signals on, but one that is killed outright cannot: the shop would stay and hold its port. */
function endWithNpm () {
  const npm = process.ppid
  const look = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(look)
    process.kill(process.pid, 'SIGTERM')
  }, LOOK_AFTER_NPM_MS).unref()
}

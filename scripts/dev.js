import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { buildAssetsIfStale, buildIfStale, readEnvFile, ROOT } from './build.js'

const SAME_SIGNAL_MS = 1000
const SETTLE_MS = 100 // editors write a file in several steps

// `npm run dev`: the shop in a child process, built and started anew when src or migrations change. What lies
// in static is built anew; templates are read again by the shop itself.
readEnvFile()
process.env.NODE_ENV ??= 'development'
const postgres = await keepPostgres()
let shop
let ending
let work = Promise.resolve()
let timer

for (const directory of ['src', 'migrations']) {
  watch(join(ROOT, directory), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => { work = work.then(restart) }, SETTLE_MS)
  })
}
watch(join(ROOT, 'static'), { recursive: true }, () => { work = work.then(async () => { await buildAssetsIfStale() }) })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)
work = restart()

async function restart () {
  // What does not compile is told, and the shop that runs goes on.
  if (!await buildIfStale()) return
  await stop()
  shop = spawn(process.execPath, ['--enable-source-maps', join(ROOT, 'dist', 'server.js')], { stdio: 'inherit', detached: true })
}

async function stop () {
  if (!shop || shop.exitCode !== null || shop.signalCode !== null) return
  shop.kill('SIGTERM')
  await once(shop, 'exit')
}

/** Postgres outlives the children, who come and go. Without it every change would start it again. */
async function keepPostgres () {
  if (process.env.DATABASE_URL || !await buildIfStale()) return undefined
  const { startEmbeddedPostgres } = await import('../dist/embedded-postgres/start.js')
  return startEmbeddedPostgres({ directory: join(ROOT, '.data', 'shop') })
}

async function end () {
  // One Ctrl-C comes twice: from the terminal, and passed on by npm. A later one ends all this at once, the shop first.
  if (ending) {
    if (performance.now() - ending < SAME_SIGNAL_MS) return
    shop?.kill('SIGKILL')
    process.exit(130)
  }
  ending = performance.now()
  await work
  await stop()
  await postgres?.stop()
  process.exit(0)
}

import { appendFileSync, openSync, readSync } from 'node:fs'
import process, { env } from 'node:process'
import { isMainThread } from 'node:worker_threads'

// Loaded into the shop before its own code (`--import`): a timer of a millisecond, and how late it comes. Of what it is late, the kernel knows how
// long the thread had no core, which is nobody's fault here. At SIGUSR2 it writes what it has seen since the last time, a line of JSON.
const PERIOD_MS = 1
const WORST = 5
const NS = 1e-6

if (isMainThread) watch()

function watch () {
  const schedule = openSync('/proc/thread-self/schedstat', 'r')
  const buffer = Buffer.alloc(64)
  const waited = () => Number(buffer.toString('latin1', 0, readSync(schedule, buffer, 0, 64, 0)).split(' ')[1]) * NS
  let seen = []
  let last = now()
  let lastWaited = waited()

  const look = () => {
    const at = now()
    const waitedBy = waited()
    const late = at - last - PERIOD_MS
    seen.push({ late, kept: Math.max(0, late - (waitedBy - lastWaited)), from: last, until: at })
    last = at
    lastWaited = waitedBy
    setTimeout(look, PERIOD_MS).unref()
  }
  look()

  process.on('SIGUSR2', () => {
    const of = field => seen.map(each => each[field]).sort((a, b) => a - b)
    const [late, kept] = [of('late'), of('kept')]
    const worst = seen.toSorted((a, b) => b.kept - a.kept).slice(0, WORST)
    appendFileSync(env.BENCH_PROBE, `${JSON.stringify({ late: late.at(-1), late99: late[Math.floor(late.length * 0.99)], kept: kept.at(-1), kept99: kept[Math.floor(kept.length * 0.99)], worst, looks: seen.length })}\n`)
    seen = []
    last = now()
    lastWaited = waited()
  })
}

/** In ms, by the clock that profiles go by. */
function now () {
  return Number(process.hrtime.bigint()) * NS
}

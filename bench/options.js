import process, { argv, env } from 'node:process'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { CASES } from './loop/cases.js'
import { POINTS } from './points/all.js'

// What of a command can be asked for alone.
const PARTS = { points: POINTS, loop: CASES }

export const USAGE = `Usage: npm run bench [-- command options]
  points             every page and form by its ceiling: without a command, this
  growth             what a request costs in a small shop, and in one that has grown to
    --sessions 5000000 --products 20000 --orders 1000000
  start              from the start of the process to its first answer, and its memory; with --products as well
  memory             memory while it answers --requests 1000000
  loop               how long the event loop is kept, by each kind of work; with --orders and --products
  --only list,cart   these points alone: ${Object.keys(POINTS).join(', ')}
                     or, of loop, this work: ${Object.keys(CASES).join(', ')}
  --rounds 7         so many blocks of each server, in turn
  --secs 1           so long a block is
  --patience 120     so many seconds are spent at most, in all, on waiting for a quiet machine and on blocks that are made again
  --quick            at 10 connections alone: no other numbers of connections, no knee
  --no-tutorial      without the comparison server
  --profile          the shop writes a CPU profile when it stops (into the system's temporary directory)
BENCH_SHOP=/path/of/a/checkout measures another checkout of the shop, BENCH_TMP=/path keeps the data elsewhere than the system does,
BENCH_LOAD=autocannon asks by autocannon although there is wrk.`

const OPTIONS = {
  only: { type: 'string' },
  rounds: { type: 'string', default: '7' },
  secs: { type: 'string', default: '1' },
  patience: { type: 'string', default: '120' },
  quick: { type: 'boolean', default: false },
  'no-tutorial': { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  sessions: { type: 'string', default: '5000000' },
  products: { type: 'string', default: '20000' },
  orders: { type: 'string' },
  requests: { type: 'string', default: '1000000' },
  help: { type: 'boolean', default: false }
}

/** What was asked for. Ends the process with the usage where that cannot be read. */
export function readOptions () {
  try {
    const { values, positionals } = parseArgs({ args: argv.slice(2), options: OPTIONS, allowPositionals: true })
    if (values.help) stop(USAGE, 0)
    const command = positionals[0] ?? 'points'
    return {
      command,
      only: partsOf(command, values.only),
      rounds: integer('rounds', values.rounds, 1, 100),
      secs: integer('secs', values.secs, 1, 30),
      patience: integer('patience', values.patience, 0, 3600),
      quick: values.quick,
      withTutorial: !values['no-tutorial'],
      profile: values.profile,
      sessions: integer('sessions', values.sessions, 1000, 50_000_000),
      products: integer('products', values.products, 1000, 1_000_000),
      orders: integer('orders', values.orders ?? (command === 'loop' ? '100000' : '1000000'), 2000, 5_000_000),
      requests: integer('requests', values.requests, 10_000, 100_000_000),
      shop: env.BENCH_SHOP || fileURLToPath(new URL('..', import.meta.url))
    }
  } catch (error) {
    return stop(`${error.message}\n${USAGE}`, 1)
  }
}

function partsOf (command, text) {
  const known = Object.keys(PARTS[command] ?? {})
  const names = text?.split(',').map(name => name.trim()) ?? known
  const unknown = names.find(name => !known.includes(name))
  if (unknown !== undefined) throw new Error(`There is no "${unknown}" of ${command}.`)
  return names
}

function integer (name, text, least, most) {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) throw new Error(`--${name} must be a whole number from ${least} to ${most}.`)
  return value
}

function stop (text, code) {
  console.error(text)
  process.exit(code)
}

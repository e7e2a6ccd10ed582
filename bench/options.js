import process, { argv, env } from 'node:process'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { POINTS } from './points/all.js'

export const USAGE = `Usage: npm run bench [-- options]
  --only list,cart   these points alone: ${Object.keys(POINTS).join(', ')}
  --rounds 7         so many blocks of each server, in turn
  --secs 1           so long a block is
  --patience 120     so many seconds are spent at most, in all, on waiting for a quiet machine and on blocks that are made again
  --quick            at 10 connections alone: no other numbers of connections, no knee
  --no-tutorial      without the comparison server
  --profile          the shop writes a CPU profile when it stops (into the system's temporary directory)
BENCH_SHOP=/path/of/a/checkout measures another checkout of the shop, BENCH_TMP=/path keeps the data elsewhere than the system does,
BENCH_LOAD=autocannon asks by autocannon although there is wrk.`

const OPTIONS = {
  only: { type: 'string', default: Object.keys(POINTS).join(',') },
  rounds: { type: 'string', default: '7' },
  secs: { type: 'string', default: '1' },
  patience: { type: 'string', default: '120' },
  quick: { type: 'boolean', default: false },
  'no-tutorial': { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false }
}

/** What was asked for. Ends the process with the usage where that cannot be read. */
export function readOptions () {
  try {
    const { values, positionals } = parseArgs({ args: argv.slice(2), options: OPTIONS, allowPositionals: true })
    if (values.help) stop(USAGE, 0)
    return {
      command: positionals[0] ?? 'points',
      only: pointsOf(values.only),
      rounds: integer('rounds', values.rounds, 1, 100),
      secs: integer('secs', values.secs, 1, 30),
      patience: integer('patience', values.patience, 0, 3600),
      quick: values.quick,
      withTutorial: !values['no-tutorial'],
      profile: values.profile,
      shop: env.BENCH_SHOP || fileURLToPath(new URL('..', import.meta.url))
    }
  } catch (error) {
    return stop(`${error.message}\n${USAGE}`, 1)
  }
}

function pointsOf (text) {
  const names = text.split(',').map(name => name.trim())
  const unknown = names.find(name => !Object.hasOwn(POINTS, name))
  if (unknown !== undefined) throw new Error(`There is no point "${unknown}".`)
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

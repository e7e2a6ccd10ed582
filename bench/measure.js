import { runBlock } from './block.js'
import { writeRequests } from './load.js'
import { median, summaryOf } from './statistics.js'

const AT = 10 // connections, at which the goals are
const LEAST_WARM_BLOCKS = 2
const MOST_WARM_BLOCKS = 8
const OTHERS = [1, 50]
const MOST_ROUNDS_OF_OTHERS = 3
const STEPS = [1, 2, 4, 8, 16, 32, 64]
const NEARLY = 0.95
const BEYOND = 1.5

/** Measures a point: at ten connections in turn with its ceiling, at others, and beyond the knee. */
export async function measurePoint (point, { world, quiet, options, log }) {
  const secs = Math.max(options.secs, point.leastSecs ?? 1)
  const subjects = await prepareSubjects(point, world, secs)
  const run = (subject, connections) => runBlock(subject, { world, quiet, connections, secs })
  await world.checkpoint()
  for (const subject of subjects) await warm(() => runBlock(subject, { world, quiet, connections: AT, secs, isWarming: true }))
  const rounds = await inTurn(subjects, options.rounds, subject => run(subject, AT))
  const atTen = summarize(rounds)
  log(`${point.title}: ${saying(atTen)}`)
  if (options.quick) return { point, atTen, others: {} }

  const others = {}
  for (const connections of OTHERS) others[connections] = summarize(await inTurn(subjects, Math.min(options.rounds, MOST_ROUNDS_OF_OTHERS), subject => run(subject, connections)))
  const shop = subjects.find(({ name }) => name === 'shop')
  const knee = await findKnee(connections => run(shop, connections))
  const beyond = Math.round(knee * BEYOND)
  const pastKnee = summarize(await inTurn([shop], Math.min(options.rounds, MOST_ROUNDS_OF_OTHERS), subject => run(subject, beyond)))
  log(`${point.title}: no more requests/s from ${knee} connections on; with ${beyond} p99 ${pastKnee.shop.p99.toFixed(1)} ms`)
  return { point, atTen, others, knee, beyond, pastKnee }
}

/** Until V8 has compiled what there is to compile: a block takes hardly less than the best before. */
export async function warm (run) {
  let best = Infinity
  for (let n = 1; n <= MOST_WARM_BLOCKS; n++) {
    const { serverUs } = await run()
    if (n >= LEAST_WARM_BLOCKS && !(serverUs < NEARLY * best)) return
    best = Math.min(best, serverUs)
  }
}

/** The ceiling first, then each storefront: who is asked what. */
async function prepareSubjects (point, world, secs) {
  const { name, path } = point.ceiling
  const method = path.startsWith('/c0') || path.startsWith('/c1') ? 'GET' : 'POST'
  const ceiling = ready(name, world.ceilings, { requests: [{ method, path }], reset: () => world.vacuumCeilings() }, world)
  const storefronts = []
  for (const front of world.fronts) storefronts.push(ready(front.name, front.server, await point.prepare(front, world, secs), world))
  return [ceiling, ...storefronts]
}

function ready (name, server, { requests, ...rest }, { directory }) {
  return { ...rest, name, server, url: server.url, file: writeRequests(directory, requests), count: requests.length }
}

/** A B C, A B C: resolves to the blocks of each round by the name of who was asked. */
async function inTurn (subjects, times, run) {
  const rounds = []
  for (let n = 0; n < times; n++) {
    const round = {}
    for (const subject of subjects) round[subject.name] = await run(subject)
    rounds.push(round)
  }
  return rounds
}

/** By name: medians over the blocks that were quiet, or over all where fewer than half were; and ratios to the first of each round. */
function summarize (rounds) {
  const names = Object.keys(rounds[0])
  return Object.fromEntries(names.map(name => {
    const quiet = rounds.filter(round => !round[names[0]].isNoisy && !round[name].isNoisy)
    const used = quiet.length * 2 >= rounds.length ? quiet : rounds
    const of = field => median(used.map(round => round[name][field]))
    return [name, {
      ratio: summaryOf(used.map(round => round[name].rate / round[names[0]].rate)),
      rate: of('rate'), p50: of('p50'), p99: of('p99'), serverUs: of('serverUs'), postgresUs: of('postgresUs'),
      blocks: rounds.length, noisy: rounds.filter(round => round[name].isNoisy).length, failed: rounds.reduce((sum, round) => sum + round[name].failed, 0)
    }]
  }))
}

/** The fewest connections with which nearly as much is answered as with any number. */
async function findKnee (run) {
  const rates = []
  for (const connections of STEPS) rates.push((await run(connections)).rate)
  const most = Math.max(...rates)
  return STEPS[rates.findIndex(rate => rate >= NEARLY * most)]
}

function saying (summaries) {
  return Object.entries(summaries).map(([name, { ratio, rate, serverUs, postgresUs }]) =>
    `${name} ${ratio.median.toFixed(2)} (${Math.round(rate)}/s, ${serverUs.toFixed(0)} + ${postgresUs.toFixed(0)} µs)`).join(', ')
}

import { runBlock } from '../block.js'
import { writeRequests } from '../load.js'
import { warm } from '../measure.js'
import { Quiet } from '../quiet.js'
import { describeSetup, table, verdict } from '../report.js'
import { median } from '../statistics.js'
import { measureKeeping } from './keeping.js'
import { POINTS } from './points.js'
import { openSizes } from './sizes.js'
import { measureWal } from './wal.js'

const AT = 10 // connections

/** `npm run bench -- growth`: what a request costs in a small shop and in a large one. Resolves to whether all goals are met. */
export async function runGrowth (world, options, log) {
  await world.openPostgres(options, log)
  const sizes = await openSizes(world, options, log)
  world.pin()
  const how = { world, quiet: new Quiet(world, options.patience), options }
  const results = []
  for (const point of POINTS) {
    results.push(await measurePoint(point, point.withMiddle ? sizes : sizes.filter(({ name }) => name !== 'middle'), how))
    log(`${point.title}: ${results.at(-1).costs.map(({ size, us }) => `${size.name} ${us.toFixed(0)} µs`).join(', ')}`)
  }
  console.log(`\n${await describeSetup(world, options.shop)}\n- ${sizes.map(saySize).join('; ')}\n- medians of ${options.rounds} blocks of ${options.secs} s each over ${AT} connections, the sizes in turn\n`)
  console.log(costTable(results))
  const verdicts = results.map(({ point: { title, goal }, grown }) => verdict(grown < goal, `${title}: ${grown.toFixed(2)} times, wanted less than ${goal}`))
  console.log(`\n${walTable(await measureWal(sizes, how, log))}\n`)
  console.log(`${keepingTable(await measureKeeping(sizes, how, log))}\n`)
  for (const { line } of verdicts) console.log(line)
  return verdicts.every(({ isMet }) => isMet)
}

/** What each size pays for a request, and how many times as much the last pays as the first: of the same round, as the machine is not always as fast. */
async function measurePoint (point, sizes, { world, quiet, options: { rounds, secs } }) {
  const subjects = []
  for (const size of sizes) {
    const { requests, reset } = await point.prepare(size)
    subjects.push({ server: size.server, url: size.server.url, file: writeRequests(world.directory, requests), count: requests.length, reset })
  }
  await world.checkpoint()
  for (const subject of subjects) await warm(() => runBlock(subject, { world, quiet, connections: AT, secs, isWarming: true }))
  const made = []
  for (let n = 0; n < rounds; n++) {
    const round = []
    for (const subject of subjects) round.push(await runBlock(subject, { world, quiet, connections: AT, secs }))
    made.push(round)
  }
  const of = (at, field) => median(made.map(round => round[at][field]))
  const costs = sizes.map((size, at) => ({ size, serverUs: of(at, 'serverUs'), postgresUs: of(at, 'postgresUs'), us: of(at, 'serverUs') + of(at, 'postgresUs'), p99: of(at, 'p99') }))
  return { point, costs, grown: median(made.map(round => sum(round.at(-1)) / sum(round[0]))) }
}

function sum ({ serverUs, postgresUs }) {
  return serverUs + postgresUs
}

function saySize ({ name, sessions, products, orders = 0 }) {
  return `${name}: ${[[sessions, 'sessions'], [products, 'products'], [orders, 'orders']].map(([count, what]) => `${count.toLocaleString('en')} ${what}`).join(', ')}`
}

function costTable (results) {
  return table(
    ['CPU of the shop + of Postgres, a request', 'small', 'middle', 'large', 'large / small', 'goal'],
    results.map(({ point, costs, grown }) => {
      const of = name => costs.find(({ size }) => size.name === name)
      return [point.title, ...['small', 'middle', 'large'].map(name => cell(of(name))), `**${grown.toFixed(2)}**`, `< ${point.goal}`]
    })
  )
}

function cell (cost) {
  return cost ? `${cost.serverUs.toFixed(0)} + ${cost.postgresUs.toFixed(0)} µs` : ''
}

function keepingTable (rows) {
  const ms = value => `${value.toFixed(2)} ms`
  return table(
    ['sessions', '1,000 deleted', 'all of a customer ended', 'the sessions of a login', 'p99 of adds', 'beside the deleting'],
    rows.map(({ size, pruned, ended, logins, adds, beside }) => [size.sessions.toLocaleString('en'), ms(pruned), ms(ended), ms(logins), ms(adds.p99), ms(beside.p99)])
  )
}

function walTable (rows) {
  return table(
    ['what an add writes', 'table of sessions', 'add of the session', 'wal_compression', 'WAL, bytes', 'full pages', 'HOT', 'CPU of both'],
    rows.map(({ size, layout, isFirst, compression, bytes, images, hot, us }) => [
      size.name, layout, isFirst ? 'the first of its hour' : 'a later one of its hour', compression, bytes.toFixed(0), images.toFixed(2), `${(hot * 100).toFixed(0)} %`, `${us.toFixed(0)} µs`
    ])
  )
}

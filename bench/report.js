import { describeCheckout, describeMachine, hasWrk, isPinned, measureSync } from './machine.js'

/** What was run and on what, in lines of Markdown. */
export async function describeRun (world, { rounds, secs, shop }) {
  const { pages } = world.shop
  return [
    await describeSetup(world, shop),
    `- ${isPinned ? 'servers on core 0, load and Postgres on core 1' : '**not pinned**: that takes Linux, two cores and taskset, so what is measured and what measures it take from each other'}`,
    `- load from ${hasWrk ? 'wrk' : 'autocannon, which costs twice the CPU time of wrk, so very quick pages look slower than they are'}; medians of ${rounds} blocks of ${secs} s each, in turn`,
    `- pages: ${Object.entries(pages).map(([name, page]) => `${name} ${Buffer.byteLength(page)} bytes`).join(', ')}${sayTutorial(world)}`
  ].join('\n')
}

/** Which shop, on which machine. */
export async function describeSetup (world, shop) {
  return `- ${describeCheckout(shop)}; ${describeMachine()}; PostgreSQL ${await world.version()}, fsync and synchronous_commit on, 8 KB are durable after ${measureSync(world.directory).toFixed(2)} ms`
}

function sayTutorial ({ fronts }) {
  const tutorial = fronts.find(({ name }) => name === 'tutorial')
  return tutorial ? `; the tutorials' ${Object.values(tutorial.pages).map(page => Buffer.byteLength(page)).join(', ')}` : ''
}

/** The table of the ratios, which the goals are about. */
export function ratioTable (results) {
  return table(
    ['10 connections', 'ceiling', 'shop / ceiling', 'goal', 'CPU of the shop, of Postgres', 'of the ceiling', 'tutorials / ceiling', 'CPU of theirs', 'shop / tutorials'],
    results.map(({ point, atTen }) => {
      const { [point.ceiling.name]: ceiling, shop, tutorial } = atTen
      return [
        point.title, point.ceiling.name, `**${ratio(shop)}**`, `≥ ${point.goal}`, cpu(shop), cpu(ceiling),
        tutorial ? ratio(tutorial) : '', tutorial ? cpu(tutorial) : '', tutorial ? (shop.ratio.median / tutorial.ratio.median).toFixed(1) : ''
      ]
    })
  )
}

/** The table of latencies: p50 / p99 in ms. */
export function latencyTable (results) {
  const rows = results.flatMap(({ point, atTen, others, knee, beyond, pastKnee }) => Object.keys(atTen).map(name => [
    point.title, name, latency(others[1]?.[name]), latency(atTen[name]), latency(others[50]?.[name]),
    name === 'shop' && pastKnee ? `${latency(pastKnee.shop)} (${beyond}, knee at ${knee})` : ''
  ]))
  return table(['p50 / p99, ms', '', '1 connection', '10', '50', '150 % of the knee'], rows)
}

/** Whether each goal is met, a line each. One is not while an answer failed, with however many connections. */
export function judge (results) {
  return results.map(({ point, atTen, others, pastKnee }) => {
    const { ratio: { median } } = atTen.shop
    const failed = [atTen, ...Object.values(others), pastKnee ?? {}].reduce((sum, { shop }) => sum + (shop?.failed ?? 0), 0)
    const isMet = median >= point.goal && failed === 0
    return verdict(isMet, `${point.title}: ${median.toFixed(2)} of ${point.ceiling.name}, wanted ${point.goal}${failed > 0 ? `; ${failed} answers failed` : ''}`)
  })
}

/** A goal in a line, `{ isMet, line }`. */
export function verdict (isMet, text) {
  return { isMet, line: `${isMet ? 'met    ' : 'NOT MET'}  ${text}` }
}

/** How many blocks were disturbed by others, in words. */
export function sayNoise (results) {
  const blocks = results.flatMap(({ atTen, others, pastKnee }) => [atTen, ...Object.values(others), pastKnee ?? {}].flatMap(Object.values))
  const sum = field => blocks.reduce((total, block) => total + block[field], 0)
  return `${sum('noisy')} of ${sum('blocks')} blocks were noisy: others used more than 0.15 cores, also when they were made again.`
}

/** A table of Markdown. */
export function table (head, rows) {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

function ratio ({ ratio: { median, low, high } }) {
  return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
}

function cpu ({ serverUs, postgresUs }) {
  return Number.isNaN(serverUs) ? '–' : `${serverUs.toFixed(0)} + ${postgresUs.toFixed(0)} µs`
}

function latency (summary) {
  return summary ? `${short(summary.p50)} / ${short(summary.p99)}${summary.failed > 0 ? `, ${summary.failed} failed` : ''}` : ''
}

function short (ms) {
  return ms < 10 ? ms.toFixed(2) : ms.toFixed(0)
}

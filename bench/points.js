import { measurePoint } from './measure.js'
import { POINTS } from './points/all.js'
import { Quiet } from './quiet.js'
import { describeRun, judge, latencyTable, ratioTable, sayNoise } from './report.js'

/** `npm run bench`: every point against its ceiling. Resolves to whether all goals are met. */
export async function runPoints (world, options, log) {
  await world.open(options, log)
  const quiet = new Quiet(world, options.patience)
  const results = []
  for (const name of options.only) results.push(await measurePoint(POINTS[name], { world, quiet, options, log }))
  const verdicts = judge(results)
  console.log(`\n${await describeRun(world, options)}\n- ${sayNoise(results)}\n`)
  console.log(ratioTable(results))
  console.log(`\n${latencyTable(results)}\n`)
  for (const { line } of verdicts) console.log(line)
  return verdicts.every(({ isMet }) => isMet)
}

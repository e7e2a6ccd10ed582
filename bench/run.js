import process from 'node:process'
import { runGrowth } from './growth/run.js'
import { runLoop } from './loop/run.js'
import { runMemory } from './memory.js'
import { readOptions, USAGE } from './options.js'
import { runPoints } from './points.js'
import { runStart } from './start.js'
import { World } from './world.js'

// `npm run bench`: how fast the shop is, measured by what the same machine can do at most. Ends with 1 where a goal is not met.
const COMMANDS = { points: runPoints, growth: runGrowth, start: runStart, memory: runMemory, loop: runLoop }

const options = readOptions()
const command = Object.hasOwn(COMMANDS, options.command) && COMMANDS[options.command]
if (!command) {
  console.error(`There is no ${options.command}.\n${USAGE}`)
  process.exit(1)
}

const world = new World()
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => world.close().then(() => process.exit(130)))
try {
  process.exitCode = await command(world, options, log) ? 0 : 1
} finally {
  await world.close()
}

/** What goes on, beside the tables. */
function log (line) {
  console.error(line)
}

import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { Course } from './course.ts'
import { MIXED, SINGLES } from './faults/all.ts'
import type { Fault } from './faults/fault.ts'
import { Journal } from './journal.ts'
import { readOptions, type Options } from './options.ts'
import { Random } from './random.ts'
import { Rig } from './rig/rig.ts'
import { Crowd } from './shoppers/crowd.ts'

const PACKERS = 24

const options = readOptions()
console.log(`seed ${options.seed}: npm run test:faults -- --minutes ${options.minutes} --seed ${options.seed}`)
process.exit(await run(options) ? 0 : 1)

/** True when every promise was kept. */
async function run (options: Options): Promise<boolean> {
  const { directory, shop, seed } = options
  mkdirSync(directory, { recursive: true, mode: 0o755 })
  const { buildIfStale } = await import(pathToFileURL(join(shop, 'scripts', 'build.js')).href) as { buildIfStale (): Promise<boolean> }
  if (!await buildIfStale()) throw new Error('the shop cannot be built')
  const journal = new Journal(join(directory, 'journal.jsonl'))
  const rig = await Rig.open({ directory, shop })
  // Whoever gives up waiting leaves nothing running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { rig.close().finally(() => process.exit(130)) })
  let isGreen = false
  try {
    const crowd = await Crowd.open(rig, journal, { count: options.shoppers, seed, packers: options.adds > 0 ? PACKERS : 0 })
    const course = new Course(rig, journal, crowd, options)
    const plan = makePlan(new Random(seed))
    const endMs = performance.now() + options.minutes * 60_000
    for (let number = 0; ; number += 1) {
      const fault = plan[number]
      const isOver = options.only.length === 0 && performance.now() > endMs
      const isFull = options.adds > 0 && crowd.acknowledged >= options.adds
      if (!fault || isOver || isFull || (options.bail && journal.violations.length > 0)) break
      await course.suffer(fault, new Random(seed * 7919 + number))
    }
    await crowd.leave()
    isGreen = course.report()
  } finally {
    await rig.close()
    await journal.close()
  }
  if (isGreen) rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  return isGreen
}

/** What is asked for; else what is only tried by itself, and then the others in one order after the other. */
function makePlan (random: Random): Fault[] {
  const { only, minutes } = options
  if (only.length > 0) return SINGLES.filter(({ number, name }) => only.some(part => part === String(number) || name.includes(part)))
  const rounds = Array.from({ length: Math.ceil(minutes) }, () => random.shuffled(MIXED))
  return [...SINGLES.filter(({ isMixed }) => !isMixed), ...rounds.flat()]
}

import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'

export interface Options {
  minutes: number
  seed: number
  /** Bounds of time are multiplied by this: on a machine that others use, too. Promises are not. */
  slowness: number
  /** Only faults whose number, or part of whose name, this is. */
  only: string[]
  shoppers: number
  /** Besides the shoppers, visitors who only add; the run ends when so many of their adds are acknowledged. */
  adds: number
  /** The checkout whose dist is run. */
  shop: string
  /** For the database, logs and the journal. */
  directory: string
  /** Ends at the first promise that is broken. */
  bail: boolean
}

const ROOT = join(import.meta.dirname, '..', '..')

/** `npm run test:faults -- --minutes 5 --seed 7 --only 4,drain`. Without a seed it takes one, which is printed. */
export function readOptions (): Options {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '15' },
      seed: { type: 'string' },
      slowness: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      shoppers: { type: 'string', default: '12' },
      adds: { type: 'string', default: '0' },
      shop: { type: 'string', default: ROOT },
      directory: { type: 'string', default: join(tmpdir(), `tote-faults-${process.pid}`) },
      bail: { type: 'boolean', default: false }
    }
  })
  return {
    minutes: readNumber('minutes', values.minutes, 0.2, 24 * 60),
    seed: values.seed === undefined ? randomInt(1, 1_000_000) : readNumber('seed', values.seed, 0, 2 ** 32 - 1),
    slowness: readNumber('slowness', values.slowness, 1, 20),
    only: values.only.split(',').filter(Boolean),
    shoppers: readNumber('shoppers', values.shoppers, 2, 200),
    adds: readNumber('adds', values.adds, 0, 100_000_000),
    shop: values.shop,
    directory: values.directory,
    bail: values.bail
  }
}

function readNumber (name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!(number >= least && number <= most)) throw new Error(`--${name} is "${text}"; it must be a number from ${least} to ${most}`)
  return number
}

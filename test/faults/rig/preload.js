import process from 'node:process'

// Goes before the shop in its process, and does to it what only something inside can do.
const RealDate = Date
const doing = {
  stall: ({ ms }) => { for (const until = performance.now() + ms; performance.now() < until;); },
  reject: () => { Promise.reject(new Error('nobody waits for this promise')) },
  throw: () => { setTimeout(() => { throw new Error('thrown where nobody catches') }) },
  clock: ({ ms }) => { globalThis.Date = shifted(ms) },
  heap: () => {
    globalThis.gc?.()
    process.send({ heapBytes: process.memoryUsage().heapUsed })
  }
}
process.on('message', message => doing[message.do]?.(message))
process.on('disconnect', () => process.exit(1)) // the suite is gone
process.channel?.unref()

function shifted (ms) {
  return class extends RealDate {
    constructor (...args) {
      if (args.length === 0) super(RealDate.now() + ms)
      else super(...args)
    }

    static now () {
      return RealDate.now() + ms
    }
  }
}

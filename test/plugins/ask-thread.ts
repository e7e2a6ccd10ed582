import { Thread } from '../../src/thread.ts'

// Run by thread.test.ts in a process of its own, which has nothing else to do.
console.log(await new Thread<number, number>('./squares-thread', import.meta.url).run(7))

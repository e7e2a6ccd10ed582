import { runGroup } from './run.ts'

await runGroup(9)

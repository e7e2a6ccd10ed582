import process from 'node:process'
import { migrate } from '../../src/migrate.ts'

const [url = '', directory] = process.argv.slice(2)
await migrate(url, console.log, directory)

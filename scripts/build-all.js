import process from 'node:process'
import { buildIfStale } from './build.js'

// `npm run build`: dist, for an image or a server.
if (!await buildIfStale()) process.exitCode = 1

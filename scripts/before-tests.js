import process from 'node:process'
import { buildAssetsIfStale } from './build.js'

// The tests run src as it stands, and serve what is built of static.
if (!await buildAssetsIfStale()) process.exitCode = 1

import { listTemplates } from './build.js'

listTemplates()

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const SHOWN = 6

/** Of the CPU profile in a directory: the functions that the time between two moments (ms) went to, by their own time and with what they call. */
export function functionsBetween (directory, { from, until }) {
  const [file] = readdirSync(directory).filter(name => name.endsWith('.cpuprofile'))
  const { nodes, samples, timeDeltas, startTime } = JSON.parse(readFileSync(join(directory, file), 'utf8'))
  const byId = new Map(nodes.map(node => [node.id, node]))
  for (const node of nodes) for (const child of node.children ?? []) byId.get(child).parent = node
  const [own, whole] = [new Map(), new Map()]
  let at = startTime / 1000
  for (const [n, id] of samples.entries()) {
    at += timeDeltas[n] / 1000
    if (at < from || at > until) continue
    const ms = (timeDeltas[n + 1] ?? 0) / 1000
    add(own, nameOf(byId.get(id)), ms)
    for (const name of new Set(ancestors(byId.get(id)).filter(isOfShop).map(nameOf))) add(whole, name, ms)
  }
  return { own: top(own), whole: top(whole) }
}

function ancestors (node) {
  return node ? [node, ...ancestors(node.parent)] : []
}

function isOfShop ({ callFrame: { url } }) {
  return url.includes('/dist/') && !url.includes('/node_modules/')
}

function nameOf ({ callFrame: { functionName, url, lineNumber } }) {
  const place = /(?:node_modules\/|\/dist\/)((?!.*node_modules\/).*)$/.exec(url)?.[1] ?? url
  return `${functionName || '(anonymous)'}${place ? ` ${place}:${lineNumber + 1}` : ''}`
}

function add (map, name, ms) {
  map.set(name, (map.get(name) ?? 0) + ms)
}

function top (map) {
  return [...map].sort(([, a], [, b]) => b - a).slice(0, SHOWN).map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`)
}

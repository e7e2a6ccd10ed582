import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const DIST = fileURLToPath(new URL('../dist', import.meta.url))
const PACKAGES = { typebox: 'typebox', 'typebox/compile': 'typebox-compile' }
const IMPORT = new RegExp(`(?<= from ')(${Object.keys(PACKAGES).join('|')})(?=')`, 'g')

/**
 * Has what was compiled take packages of very many modules from one file each. Node finds, opens and links module by module: the 680 of typebox
 * took longer than all of the shop's own.
 */
export async function joinPackages () {
  await build({
    entryPoints: Object.entries(PACKAGES).map(([name, out]) => ({ in: name, out })),
    outdir: join(DIST, 'packages'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning'
  })
  for (const name of readdirSync(DIST, { recursive: true })) if (name.endsWith('.js') && !/^(static|packages)\b/.test(name)) importJoined(join(DIST, name))
}

function importJoined (file) {
  const before = readFileSync(file, 'utf8')
  const after = before.replace(IMPORT, name => relative(dirname(file), join(DIST, 'packages', `${PACKAGES[name]}.js`)).replace(/^(?=[^.])/, './'))
  if (after !== before) writeFileSync(file, after)
}

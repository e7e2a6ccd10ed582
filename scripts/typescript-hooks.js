import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, transform, version } from 'esbuild'

// What was compiled once is kept by its content, for every process of every run.
const KEPT = new URL('../.tap/compiled/', import.meta.url)

// typebox comes as 683 modules, each of which takes its time to pass through these hooks: it is made into a few.
const TYPEBOX = ['typebox', 'typebox/compile', 'typebox/format', 'typebox/value']
const bundled = bundle()

/** https://nodejs.org/docs/latest-v20.x/api/module.html#resolvespecifier-context-nextresolve */
export async function resolve (specifier, context, nextResolve) {
  if (!TYPEBOX.includes(specifier)) return nextResolve(specifier, context)
  return { url: new URL(`${specifier.replace('/', '-')}.js`, await bundled).href, format: 'module', shortCircuit: true }
}

async function bundle () {
  const { version: typeboxVersion } = JSON.parse(await readFile(new URL('../node_modules/typebox/package.json', import.meta.url), 'utf8'))
  const finished = new URL(`typebox-${typeboxVersion}-${version}/`, KEPT)
  if (existsSync(finished)) return finished
  const fresh = new URL(`${randomUUID()}.new/`, KEPT)
  await build({
    entryPoints: Object.fromEntries(TYPEBOX.map(name => [name.replace('/', '-'), name])),
    outdir: fileURLToPath(fresh), absWorkingDir: fileURLToPath(new URL('..', import.meta.url)), bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20'
  })
  await rename(fresh, finished).catch(() => {}) // another process was first
  return finished
}

/** Compiles modules that end in .ts: https://nodejs.org/docs/latest-v20.x/api/module.html#loadurl-context-nextload */
export async function load (url, context, nextLoad) {
  if (!url.startsWith('file:') || !new URL(url).pathname.endsWith('.ts')) return nextLoad(url, context)
  const path = fileURLToPath(url)
  const text = await readFile(path, 'utf8')
  const kept = new URL(`${createHash('sha1').update(`${version}\0${path}\0${text}`).digest('hex')}.js`, KEPT)
  const source = await readFile(kept, 'utf8').catch(() => compile(text, path, kept))
  return { format: 'module', source, shortCircuit: true }
}

async function compile (text, path, kept) {
  const { code } = await transform(text, {
    loader: 'ts', format: 'esm', target: 'node20', sourcefile: path, sourcemap: 'inline', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } }
  })
  await keep(code, kept).catch(() => {}) // where this user may not write, it is compiled again
  return code
}

/** Moved into its place whole: another process may be reading. */
async function keep (code, kept) {
  const fresh = new URL(`${randomUUID()}.new`, KEPT)
  await mkdir(KEPT, { recursive: true })
  await writeFile(fresh, code)
  await rename(fresh, kept)
}

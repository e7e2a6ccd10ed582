import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { transform, version } from 'esbuild'

// What was compiled once is kept by its content, for every process of every run.
const KEPT = new URL('../.tap/compiled/', import.meta.url)

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

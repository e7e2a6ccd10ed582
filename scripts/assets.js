import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCE = join(ROOT, 'static')
const TARGET = join(ROOT, 'dist', 'static')
const PARTS = /^(styles|scripts)\// // only other files import them
const TEXT = /\.(css|js|svg)$/

/**
 * static/ → dist/static/: style sheets and scripts bundled and minified, every name with the hash of its content, every text
 * compressed beforehand. manifest.json there tells the address of each: { "/shop.css": "/static/shop-2KJX7Q4M.css" }.
 */
export async function buildAssets () {
  const names = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(SOURCE, join(entry.parentPath, entry.name)))
    .filter(name => !PARTS.test(name))
  const { metafile } = await build({
    absWorkingDir: SOURCE,
    entryPoints: names,
    outdir: TARGET,
    entryNames: '[dir]/[name]-[hash]',
    assetNames: 'fonts/[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'], // the first ones that know light-dark()
    loader: { '.svg': 'copy', '.jpg': 'copy', '.json': 'copy', '.woff2': 'file' },
    metafile: true,
    logLevel: 'warning'
  })
  const built = Object.entries(metafile.outputs).map(([path, { entryPoint, inputs }]) =>
    ({ source: entryPoint ?? Object.keys(inputs)[0] ?? '', file: relative(TARGET, join(SOURCE, path)) }))
  removeAllBut(new Set(built.map(({ file }) => file)))
  for (const { file } of built) if (TEXT.test(file)) compress(join(TARGET, file))
  writeFileSync(join(TARGET, 'manifest.json'), JSON.stringify(manifestOf(built), undefined, 2))
}

/** A font is known by its own name: `/fonts/figtree-latin-wght-normal.woff2`. */
function manifestOf (built) {
  return Object.fromEntries(built.map(({ source, file }) =>
    [source.endsWith('.woff2') ? `/fonts/${source.split('/').at(-1)}` : `/${source}`, `/static/${file}`]))
}

function compress (file) {
  const bytes = readFileSync(file)
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
}

/** What an earlier build left. */
function removeAllBut (kept) {
  mkdirSync(TARGET, { recursive: true })
  for (const entry of readdirSync(TARGET, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !kept.has(relative(TARGET, path))) rmSync(path)
  }
}

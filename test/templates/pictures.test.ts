import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { shelvedProducts } from '../../src/seed/catalog.ts'

const ROOT = new URL('../../', import.meta.url).pathname
const FOLDER = join(ROOT, 'static/pictures')

const names = readdirSync(FOLDER).sort()
const pictures = names.map(name => ({ name, svg: readFileSync(join(FOLDER, name), 'utf8') }))

/** What a picture draws, told by its outlines alone: two glazes of one pot are the same drawing. */
function outlines (svg: string): Set<string> {
  return new Set([...svg.matchAll(/\sd="([^"]+)"/g)].map(([, d]) => String(d)).filter(d => d.length > 30))
}

t.test('every product has its picture, so has every variant of another glaze, and the home page; there is no other', async t => {
  const products = shelvedProducts()
  const glazed = products.flatMap(({ slug, variants }) => variants.flatMap(({ glaze }) => glaze ? `${slug}-${glaze}.svg` : []))
  t.ok(glazed.length > 10)
  t.strictSame(names, [...products.map(({ slug }) => `${slug}.svg`), ...glazed, 'hero.svg'].sort())
})

t.test('no two variants that are told by their colour have the same picture', async t => {
  t.equal(new Set(pictures.map(({ svg }) => svg)).size, pictures.length, 'no two files are the same')
  for (const { slug, variants } of shelvedProducts()) {
    const glazes = variants.map(({ glaze }) => glaze ?? '')
    if (glazes.some(glaze => glaze !== '')) t.equal(new Set(glazes).size, variants.length, slug)
  }
})

t.test('each picture is rich, small and safe', async t => {
  for (const { name, svg } of pictures) {
    const bytes = Buffer.byteLength(svg)
    t.ok(bytes >= 1000 && bytes <= 8192, `${name} has ${bytes} bytes`)
    t.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2"/, name)
    // The content security policy takes no inline style, and an <img> loads nothing from elsewhere.
    t.notMatch(svg, /\sstyle\s*=|<style|<script|\son\w+\s*=|<image|<foreignObject|<!|<\?/i, name)
    t.strictSame([...svg.matchAll(/(?:href="|url\()(?!#)[^")]*/g)].map(([link]) => link), [], `${name} refers to itself only`)
    t.notMatch(svg, /NaN|undefined|Infinity|[="\s(]-?\d+e-/, name)
  }
})

t.test('what a picture refers to is in it, once', async t => {
  for (const { name, svg } of pictures) {
    const ids = [...svg.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    t.equal(new Set(ids).size, ids.length, name)
    t.strictSame([...svg.matchAll(/#([A-Za-z]\w*)(?=[")])/g)].map(([, id]) => id).filter(id => !ids.includes(id) && !/^[0-9a-f]{3,8}$/.test(String(id))), [], name)
  }
})

t.test('no two products look the same', async t => {
  const ofProducts = new Set(shelvedProducts().map(({ slug }) => `${slug}.svg`))
  const all = pictures.filter(({ name }) => ofProducts.has(name)).map(({ name, svg }) => ({ name, drawn: outlines(svg) }))
  // A leaf, the threads of linen and the specks of the clay are in many pictures; what is left is the thing itself.
  const own = (d: string) => all.filter(({ drawn }) => drawn.has(d)).length <= 3
  const products = all.map(({ name, drawn }) => ({ name, drawn: new Set([...drawn].filter(own)) }))
  for (const [at, one] of products.entries()) {
    for (const other of products.slice(at + 1)) {
      const shared = [...one.drawn].filter(d => other.drawn.has(d)).length
      const share = shared / Math.min(one.drawn.size, other.drawn.size)
      if (share > 0.5) t.fail(`${one.name} and ${other.name} share ${Math.round(share * 100)} % of their outlines`)
    }
  }
  t.ok(products.every(({ drawn }) => drawn.size > 0), 'each has an outline of its own')
})

t.test('they are what the generator makes, at every run', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  execFileSync(process.execPath, [join(ROOT, 'scripts/pictures.js'), folder])
  t.strictSame(readdirSync(folder).sort(), names)
  for (const { name, svg } of pictures) t.equal(readFileSync(join(folder, name), 'utf8'), svg, name)
})

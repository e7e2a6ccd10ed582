import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../test/browser/chromium.js'
import { shelvedProducts } from '../dist/seed/catalog.js'
import { ROOT } from './build.js'

// static/pictures/*.svg as JPEG in static/share, for places that show links to the shop and take no SVG:
// `node scripts/share.js`, after `npm run build` and whenever the pictures were drawn anew.
// Each stands on its wall, as on the shelf. It takes the Chromium that CHROMIUM_PATH names, or the first one on PATH.

const SIZE = { width: 800, height: 420 } // as wide and as high as such places show it, 1.91 to 1
const QUALITY = 72 // under 20 KB each

const folder = join(ROOT, 'static', 'share')
const styles = ['tokens', 'shelf'].map(name => readFileSync(join(ROOT, 'static', 'styles', `${name}.css`), 'utf8')).join('\n')
const walls = new Map(shelvedProducts().map(({ slug, wall }) => [slug, wall]))

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' })
for (const file of readdirSync(join(ROOT, 'static', 'pictures'))) {
  const name = file.replace('.svg', '')
  const svg = readFileSync(join(ROOT, 'static', 'pictures', file)).toString('base64')
  await page.setContent(`<!doctype html><html data-theme="light"><style>${styles}
    body { margin: 0 }
    .tile { inline-size: ${SIZE.width}px; block-size: ${SIZE.height}px; aspect-ratio: auto }
    .tile img { object-fit: contain }
  </style><div class="tile" data-wall="${wallOf(name)}"><img src="data:image/svg+xml;base64,${svg}"></div>`)
  await page.waitForFunction(() => document.images[0].complete)
  await page.screenshot({ path: join(folder, `${name === 'hero' ? 'shop' : name}.jpg`), type: 'jpeg', quality: QUALITY })
}
await browser.close()

/** `dipped-mug-moss` stands where `dipped-mug` does. */
function wallOf (name) {
  const slug = [...walls.keys()].find(slug => name === slug || name.startsWith(`${slug}-`))
  return walls.get(slug) ?? 'plaster'
}

import t from 'tap'
import { browserTest } from './browser.ts'
import { PAGES } from './pages.ts'
import { setScene } from './scene.ts'
import { show } from './show.ts'
import { picturesOnScreen, sum, weigh } from './weight.ts'

t.setTimeout(120_000)

const KB = 1024
/** HTML, CSS and JavaScript of a first visit, in KB. */
const PAGE_LIMITS = { home: 20, list: 20, product: 20, basket: 18, login: 15, 'admin orders': 25 }
const SCRIPT_LIMIT = 4
/** The keys of its lists come on top. */
const ADMIN_SCRIPT_LIMIT = 5
const FONT_LIMIT = 48
const FONT_FILES = 2
const PICTURE_LIMIT = 60
const HOME_REQUESTS = 20

browserTest('a first visit weighs little', async (t, shop) => {
  const scene = await setScene(t, shop)
  t.comment('page           HTML    CSS     JS      all     limit (KB, brotli)')
  for (const [name, limit] of Object.entries(PAGE_LIMITS)) {
    const type = PAGES.find(page => page.name === name)
    if (!type) throw new Error(`there is no page "${name}"`)
    const visit = await type.visit(scene, 'light')
    const page = await shop.page()
    const files = await weigh(page, () => show(page, visit))
    const all = sum(files, 'html', 'css', 'js')
    t.comment([name.padEnd(14), ...[sum(files, 'html'), sum(files, 'css'), sum(files, 'js'), all].map(inKb), limit].join(' '))
    t.ok(all <= limit * KB, `${name}: ${inKb(all)} of ${limit} KB`)
    const scriptLimit = name.startsWith('admin') ? ADMIN_SCRIPT_LIMIT : SCRIPT_LIMIT
    t.ok(sum(files, 'js') <= scriptLimit * KB, `${name}: scripts, ${inKb(sum(files, 'js'))} of ${scriptLimit} KB`)
    t.ok(sum(files, 'font') <= FONT_LIMIT * KB, `${name}: fonts, ${inKb(sum(files, 'font'))} of ${FONT_LIMIT} KB`)
    t.ok(files.filter(({ kind }) => kind === 'font').length <= FONT_FILES, `${name}: at most ${FONT_FILES} fonts`)
    t.strictSame(files.map(({ url }) => url).filter(url => new URL(url).origin !== shop.origin && !url.startsWith('data:')), [], `${name}: nothing from elsewhere`)
    await page.context().close()
  }
})

for (const viewport of [{ width: 1360, height: 900 }, { width: 390, height: 844 }]) {
  browserTest(`home at ${viewport.width} px: few requests, light pictures`, async (t, shop) => {
    const page = await shop.page({ viewport })
    const files = await weigh(page, () => page.goto('/'))
    t.ok(files.length <= HOME_REQUESTS, `${files.length} of ${HOME_REQUESTS} requests`)
    const onScreen = await picturesOnScreen(page)
    const pictures = files.filter(({ url }) => onScreen.includes(url))
    t.ok(pictures.length > 0, `${pictures.length} pictures on the first screen`)
    t.comment(`pictures ${inKb(sum(pictures, 'picture'))} KB on the screen, ${inKb(sum(files, 'picture'))} KB fetched; fonts ${inKb(sum(files, 'font'))} KB`)
    t.ok(sum(pictures, 'picture') <= PICTURE_LIMIT * KB, `pictures, ${inKb(sum(pictures, 'picture'))} of ${PICTURE_LIMIT} KB`)
  })
}

function inKb (bytes: number): string {
  return (bytes / KB).toFixed(1).padEnd(7)
}

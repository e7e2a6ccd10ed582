import type { Page } from 'playwright-core'
import { browserTest } from './browser.ts'
import { PAGES } from './pages.ts'
import { setScene } from './scene.ts'
import { show } from './show.ts'

for (const theme of ['light', 'dark'] as const) {
  browserTest(`on paper, ${theme}: one page, the order and nothing else, dark on white`, async (t, shop) => {
    const scene = await setScene(t, shop)
    const page = await shop.page()
    for (const { name, visit } of PAGES.filter(({ name }) => ['confirmation', 'confirmation of a guest', 'invoice', 'admin order'].includes(name))) {
      await show(page, await visit(scene, theme))
      await page.emulateMedia({ media: 'print' })
      t.strictSame(await findScreenThings(page), [], `${name}: nothing that only a screen can use`)
      t.strictSame(await findPaleThings(page), [], `${name}: dark on white`)
      t.ok(await page.getByText(/P-[0-9A-Z]{8}/).filter({ visible: true }).count() > 0, `${name}: the number of the order`)
      t.equal(pagesOf(await page.pdf({ format: 'A4' })), 1, `${name}: one page`)
      await page.emulateMedia({ media: null })
    }
  })
}

/** Each page of a PDF is an object of that type. */
function pagesOf (pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}

async function findScreenThings (page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll('header, footer, nav, button, .button, input, select, summary, .skip')]
    .filter(element => element.checkVisibility())
    .map(element => element.outerHTML.slice(0, 80)))
}

/** Text that is lighter than a dark grey, and grounds that are not nearly white. */
async function findPaleThings (page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
    const luminance = (colour: string): number => {
      if (!canvas) throw new Error('no canvas')
      canvas.fillStyle = '#fff' // what is transparent shows the paper
      canvas.fillRect(0, 0, 1, 1)
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => (part / 255) ** 2.2)
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    return [...document.querySelectorAll('html, body, body *')].filter(element => element.checkVisibility()).flatMap(element => {
      const { color, backgroundColor } = getComputedStyle(element)
      const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
      const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
      return [
        ...hasText && luminance(color) > 0.1 ? [`${name} is written in ${color}`] : [],
        ...luminance(backgroundColor) < 0.8 ? [`${name} stands on ${backgroundColor}`] : []
      ]
    })
  })
}

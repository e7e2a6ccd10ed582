// Draws static/pictures/*.svg, one for each product of the demo shop, one for each variant of another glaze, and one for the
// home page: `node scripts/pictures.js`.
// Every thing stands at the same height with light from the left; the wall and the shelf behind it are CSS, so one file
// serves the light and the dark theme. Another folder can be named: `node scripts/pictures.js /tmp/pictures`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hero } from './pictures/hero.js'
import { Picture } from './pictures/picture.js'
import { PRODUCTS } from './pictures/products.js'

const FLOOR = 352

const folder = process.argv[2] ?? new URL('../static/pictures', import.meta.url).pathname
mkdirSync(folder, { recursive: true })
for (const [slug, [draw, x, y, ...glazes]] of Object.entries(PRODUCTS)) {
  save(slug, new Picture(), p => p.at(x, FLOOR + y, () => draw(p)))
  for (const glaze of glazes) save(`${slug}-${glaze}`, new Picture(), p => p.at(x, FLOOR + y, () => draw(p, glaze)))
}
save('hero', new Picture(900, 520, 1), hero)

function save (name, picture, draw) {
  draw(picture)
  writeFileSync(join(folder, `${name}.svg`), picture.toString())
}

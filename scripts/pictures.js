// Draws static/pictures/*.svg, one for each product of the demo shop and one for the home page: `node scripts/pictures.js`.
// Every thing stands at the same height with light from the left; the wall and the shelf behind it are CSS.
import { mkdirSync, writeFileSync } from 'node:fs'
import * as garden from './pictures/garden.js'
import * as kitchen from './pictures/kitchen.js'
import * as linen from './pictures/linen.js'
import { GLAZES, Picture } from './pictures/picture.js'
import * as shelf from './pictures/shelf.js'
import * as table from './pictures/table.js'

const FLOOR = 352

const PRODUCTS = {
  'dipped-mug': p => table.mug(p, 190, FLOOR),
  'terracotta-rim-bowl': p => table.bowl(p, 200, FLOOR - 4, 1.12),
  'dusk-teapot': p => table.teapot(p, 190, FLOOR),
  'stacking-plates': p => table.plates(p, 200, FLOOR),
  'night-carafe': p => table.carafe(p, 168, FLOOR - 2),
  'thumbprint-tumblers': p => table.tumblers(p, 200, FLOOR),
  'pouring-jug': p => table.jug(p, 190, FLOOR),
  'egg-cups': p => table.eggCups(p, 200, FLOOR),
  'utensil-crock': p => kitchen.crock(p, 200, FLOOR),
  'cork-lid-jars': p => kitchen.jars(p, 200, FLOOR),
  'salt-pig': p => kitchen.saltPig(p, 196, FLOOR),
  'beech-board': p => kitchen.board(p, 200, FLOOR + 4),
  'mixing-bowls': p => kitchen.mixingBowls(p, 200, FLOOR - 4),
  'mortar-and-pestle': p => kitchen.mortar(p, 200, FLOOR - 2),
  'olive-oil-pourer': p => kitchen.oilBottle(p, 198, FLOOR),
  'butter-dish': p => kitchen.butterDish(p, 200, FLOOR + 2),
  'berry-colander': p => kitchen.colander(p, 200, FLOOR - 2),
  'moss-bottle-vase': p => shelf.bottleVase(p, 200, FLOOR),
  'mushroom-lamp': p => shelf.lamp(p, 200, FLOOR),
  'beeswax-tapers': p => shelf.tapers(p, 200, FLOOR),
  'bud-vase': p => shelf.budVases(p, 200, FLOOR),
  'moon-jar': p => shelf.moonJar(p, 200, FLOOR - 2),
  'belly-vase': p => shelf.bellyVase(p, 200, FLOOR),
  'pocket-dish': p => shelf.pocketDish(p, 200, FLOOR - 4),
  'oak-tray': p => shelf.tray(p, 200, FLOOR + 2),
  'clay-pot-no-4': p => garden.plant(p, 200, FLOOR),
  'watering-can': p => garden.wateringCan(p, 216, FLOOR),
  'herb-trough': p => garden.trough(p, 200, FLOOR + 4),
  'hanging-planter': p => garden.hangingPlanter(p, 200, FLOOR - 20),
  'hand-trowel': p => garden.trowel(p, 176, FLOOR + 6),
  'sparrow-bath': p => garden.birdBath(p, 196, FLOOR),
  'market-basket': p => garden.basket(p, 200, FLOOR),
  'twine-in-a-tin': p => garden.twine(p, 190, FLOOR),
  'linen-tea-towels': p => linen.towels(p, 200, FLOOR + 6),
  'table-napkins': p => linen.napkins(p, 200, FLOOR + 6),
  'workshop-apron': p => linen.apron(p, 200, FLOOR - 20),
  'table-runner': p => linen.runner(p, 190, FLOOR),
  'oven-mitt': p => linen.mitt(p, 186, FLOOR + 6),
  'bread-bag': p => linen.breadBag(p, 200, FLOOR + 6),
  'bench-cushion': p => linen.cushion(p, 200, FLOOR + 2)
}

function hero (p) {
  const [back, front] = [404, 440]
  shelf.bottleVase(p, 110, back)
  kitchen.jars(p, 276, back)
  shelf.bellyVase(p, 452, back)
  shelf.lamp(p, 628, back + 4)
  garden.plant(p, 800, back, GLAZES.dusk)
  table.mug(p, 190, front)
  table.bowl(p, 380, front + 4)
  shelf.tapers(p, 550, front)
  table.eggCups(p, 716, front)
}

const folder = new URL('../static/pictures/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [slug, draw] of Object.entries(PRODUCTS)) save(slug, new Picture(), draw)
save('hero', new Picture(900, 520), hero)

function save (name, picture, draw) {
  draw(picture)
  writeFileSync(new URL(`${name}.svg`, folder), picture.toString())
}

// Which thing each product is, and where it stands: a little left of the middle where a handle or a shadow goes right.
import * as garden from './garden.js'
import { carafe } from './glass.js'
import * as hung from './hung.js'
import * as kitchen from './kitchen.js'
import * as linen from './linen.js'
import * as pantry from './pantry.js'
import * as shelf from './shelf.js'
import * as table from './table.js'
import * as yard from './yard.js'

/** `[draw, x, y, …glazes]`: y from the line that everything stands on; the glazes that it is drawn in once more, each for a variant. */
export const PRODUCTS = {
  'dipped-mug': [table.mug, 184, 0, 'bone', 'moss', 'clay'],
  'terracotta-rim-bowl': [table.bowl, 200, -4],
  'dusk-teapot': [table.teapot, 186, 0],
  'stacking-plates': [table.plates, 200, 0],
  'night-carafe': [carafe, 196, 0],
  'thumbprint-tumblers': [table.tumblers, 198, 0, 'butter', 'plum'],
  'pouring-jug': [table.jug, 196, 0],
  'egg-cups': [table.eggCups, 200, 0],
  'utensil-crock': [kitchen.crock, 198, 0],
  'cork-lid-jars': [kitchen.jars, 194, 0],
  'salt-pig': [kitchen.saltPig, 196, 0, 'bone'],
  'beech-board': [pantry.board, 196, 4],
  'mixing-bowls': [pantry.mixingBowls, 194, -2],
  'mortar-and-pestle': [kitchen.mortar, 194, -2],
  'olive-oil-pourer': [kitchen.oilBottle, 196, 0, 'ochre'],
  'butter-dish': [pantry.butterDish, 196, 0],
  'berry-colander': [kitchen.colander, 200, -2],
  'moss-bottle-vase': [shelf.bottleVase, 196, 0],
  'mushroom-lamp': [shelf.lamp, 196, 0, 'sage'],
  'beeswax-tapers': [shelf.tapers, 198, 0],
  'bud-vase': [shelf.budVases, 196, 0, 'blush', 'sky', 'ochre'],
  'moon-jar': [shelf.moonJar, 196, -2],
  'belly-vase': [shelf.bellyVase, 196, 0],
  'pocket-dish': [shelf.pocketDish, 198, -6, 'clay'],
  'oak-tray': [shelf.tray, 196, -6],
  'clay-pot-no-4': [garden.numberedPot, 196, 0],
  'watering-can': [garden.wateringCan, 232, 0, 'dusk'],
  'herb-trough': [garden.trough, 194, -2],
  'hanging-planter': [garden.hangingPlanter, 200, 2],
  'hand-trowel': [yard.trowel, 180, 0],
  'sparrow-bath': [yard.birdBath, 190, 0],
  'market-basket': [yard.basket, 196, -4],
  'twine-in-a-tin': [yard.twine, 182, 0],
  'linen-tea-towels': [linen.towels, 196, 4],
  'table-napkins': [linen.napkins, 196, 2, 'oat', 'sage', 'plum'],
  'workshop-apron': [hung.apron, 196, 2, 'clay'],
  'table-runner': [linen.runner, 182, 0],
  'oven-mitt': [hung.mitt, 182, 4],
  'bread-bag': [hung.breadBag, 194, 2],
  'bench-cushion': [linen.cushion, 196, 4, 'moss']
}

import * as garden from './garden.js'
import { GLAZES } from './glazes.js'
import * as kitchen from './kitchen.js'
import * as shelf from './shelf.js'
import * as table from './table.js'

/** The still life of the home page: five things at the back, four in front of them. */
export function hero (p) {
  const [back, front] = [404, 440]
  p.at(104, back, () => shelf.bottleVase(p))
  p.at(252, back, () => kitchen.tallJar(p))
  p.at(428, back, () => shelf.bellyVase(p))
  p.at(612, back + 4, () => shelf.lamp(p, 'terracotta', false))
  p.at(780, back, () => garden.plant(p, GLAZES.dusk))
  p.at(170, front, () => table.mug(p))
  p.at(366, front + 4, () => table.bowl(p))
  p.at(544, front, () => shelf.tapers(p))
}

import { GLAZES as G, darker, lighter, round } from './picture.js'
import { leaves, strand, turn } from './wheel.js'

export function bottleVase (p, x, floor, glaze = G.moss) {
  turn(p, x, floor, [[0, 34], [6, 40], [40, 56], [78, 54], [112, 34], [140, 16], [188, 12], [200, 18]], glaze, { inside: darker(glaze, 0.3), bands: [[104, 2, darker(glaze, 0.3)], [98, 2, darker(glaze, 0.3)]] })
}

export function lamp (p, x, floor, colour = G.terracotta) {
  p.add(`<ellipse cx="${x}" cy="${floor - 128}" rx="176" ry="128" fill="${p.glow('#ffe6b0', 0.75)}"/>`)
  turn(p, x, floor, [[0, 54], [6, 54], [16, 34], [46, 18], [100, 14], [140, 15]], colour, {})
  turn(p, x, floor - 142, [[0, 116], [34, 108], [76, 74], [98, 24], [102, 6]], lighter(colour, 0.06), { float: true, squash: 0.19 })
  p.add(`<ellipse cx="${x}" cy="${floor - 142}" rx="116" ry="22" fill="${p.plain('#fbe6b4')}"/><ellipse cx="${x}" cy="${floor - 139}" rx="70" ry="11" fill="#fffaf0"/>`)
  p.path(`M${x - 14} ${floor - 140}h28l2 26h-32Z`, `fill="${darker(colour, 0.15)}"`)
}

export function tapers (p, x, floor) {
  const one = (cx, y, height, wax) => {
    turn(p, cx, y, [[0, 44], [5, 44], [10, 24], [20, 14], [36, 14], [44, 18]], G.brass, { dull: true })
    turn(p, cx, y - 40, [[0, 11], [height, 9]], wax, { float: true })
    const top = y - 40 - height
    p.path(`M${cx} ${top - 1}v-10`, `stroke="${G.ink}" stroke-width="2"`)
    p.path(`M${cx} ${top - 6}c-10-10-3-20 0-30c4 10 11 20 0 30Z`, 'fill="#efb044"')
    p.path(`M${cx} ${top - 8}c-4-5-1-9 0-15c2 6 5 10 0 15Z`, 'fill="#fff2cd"')
  }
  one(x - 52, floor - 6, 116, G.butter)
  one(x + 48, floor + 4, 164, G.blush)
}

export function budVases (p, x, floor) {
  const vase = (cx, y, colour) => turn(p, cx, y, [[0, 22], [5, 27], [28, 36], [52, 26], [70, 10], [92, 9], [98, 13]], colour, { inside: darker(colour, 0.4), speckle: 10 })
  strand(p, `M${x + 4} ${floor - 90}q-6-60 6-112`, G.leaf, 4)
  leaves(p, x + 1, floor - 126, [[-48, 40, 11, G.fern], [52, 36, 10, G.leaf]])
  for (let at = 0; at < 8; at++) p.add(`<ellipse cx="${x + 10}" cy="${floor - 220}" rx="8" ry="20" transform="rotate(${at * 45} ${x + 10} ${floor - 204})" fill="${at % 2 ? G.white : lighter(G.white, 0.5)}"/>`)
  p.add(`<circle cx="${x + 10}" cy="${floor - 204}" r="10" fill="${G.ochre}"/>`)
  vase(x, floor - 12, G.blush)
  vase(x - 72, floor + 2, G.sky)
  vase(x + 74, floor + 4, G.ochre)
}

export function moonJar (p, x, floor) {
  turn(p, x, floor, [[0, 42], [6, 46], [40, 88], [90, 106], [140, 92], [172, 58], [178, 50], [188, 54]], '#efece6', { inside: '#d8d3ca' })
  p.path(`M${x - 105} ${floor - 88}q104 22 211-2`, 'fill="none" stroke="#cfc8bc" stroke-width="2" opacity=".6"')
}

export function bellyVase (p, x, floor) {
  const stems = [[-30, -14, 118, G.blush], [8, -2, 138, G.clay], [40, 14, 112, G.butter]]
  for (const [dx, angle, length, petal] of stems) {
    p.add(`<g transform="translate(${x + dx * 0.35} ${floor - 150}) rotate(${angle})"><path d="M0 0V${-length}" stroke="${G.leaf}" stroke-width="4"/><path d="M-15 ${-length}q-6-34 4-44q5 10 11 14q6-4 11-14q10 10 4 44q-15 14-30 0Z" fill="${p.plain(petal)}"/></g>`)
  }
  leaves(p, x, floor - 150, [[-34, 92, 14, G.leaf], [28, 84, 13, G.fern]])
  turn(p, x, floor, [[0, 44], [8, 56], [46, 86], [86, 82], [122, 50], [146, 30], [162, 36]], G.white, { glaze: G.blush, dip: 70, inside: G.blush, speckle: 22 })
}

export function pocketDish (p, x, floor) {
  turn(p, x, floor, [[0, 52], [6, 56], [20, 84], [30, 90]], G.sage, { inside: G.sage, squash: 0.24 })
  leaves(p, x - 6, floor - 20, [[72, 58, 13, darker(G.sage, 0.18)]])
  p.add(`<circle cx="${x - 34}" cy="${floor - 30}" r="13" fill="none" stroke="${G.brass}" stroke-width="5"/>`)
  p.path(`M${x - 22} ${floor - 27}l44 8m-8-2l-3 9m-9-11l-2 8`, `fill="none" stroke="${G.brass}" stroke-width="5" stroke-linecap="round"`)
}

export function tray (p, x, floor) {
  p.shadow(x, floor, 128)
  p.path(`M${x - 150} ${floor - 46}v26a150 30 0 0 0 300 0v-26Z`, `fill="${p.curved(G.walnut)}"`)
  p.add(`<ellipse cx="${x}" cy="${floor - 46}" rx="150" ry="30" fill="${p.plain(lighter(G.walnut, 0.2))}"/><ellipse cx="${x}" cy="${floor - 42}" rx="140" ry="25" fill="${p.plain(G.beech)}"/>`)
  let grain = ''
  for (let at = -3; at <= 3; at++) grain += `M${x - 118 + Math.abs(at) * 10} ${round(floor - 42 + at * 6)}q118 ${at * 2 + 3} ${236 - Math.abs(at) * 20} 0`
  p.path(grain, `fill="none" stroke="${darker(G.beech, 0.3)}" stroke-width="1.6" opacity=".5"`)
  p.path(`M${x + 92} ${floor - 18}l10-12m-2 14l10-14m-2 12l10-14`, `stroke="${G.oat}" stroke-width="3" stroke-linecap="round"`)
  strand(p, `M${x - 134} ${floor - 52}c-4-46 36-46 34-8`, G.walnut, 9)
  strand(p, `M${x + 134} ${floor - 52}c4-46-36-46-34-8`, G.walnut, 9)
}

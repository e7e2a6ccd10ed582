import { GLAZES as G, darker, lighter } from './picture.js'
import { strand, turn } from './wheel.js'

export function mug (p, x, floor, body = G.bone, glaze = G.slate) {
  strand(p, `M${x + 46} ${floor - 84}c42-8 52 58-4 62`, glaze, 14)
  turn(p, x, floor, [[0, 44], [6, 49], [40, 51], [80, 50], [104, 50]], body, { glaze, dip: 48, speckle: 26, inside: body })
}

export function bowl (p, x, floor, size = 1, body = G.white, glaze = G.terracotta) {
  const profile = [[0, 40], [6, 38], [10, 44], [34, 76], [66, 92], [76, 92]].map(([height, radius]) => [height * size, radius * size])
  turn(p, x, floor, profile, body, { glaze, dip: 54 * size, inside: glaze, rim: lighter(glaze, 0.1), speckle: 12, squash: 0.2 })
}

export function teapot (p, x, floor) {
  p.path(`M${x + 46} ${floor - 42}C${x + 88} ${floor - 46} ${x + 86} ${floor - 96} ${x + 116} ${floor - 112}l12 10C${x + 108} ${floor - 74} ${x + 104} ${floor - 18} ${x + 42} ${floor - 14}Z`, `fill="${p.curved(G.dusk)}"`)
  p.add(`<ellipse cx="${x + 122}" cy="${floor - 107}" rx="9" ry="5" transform="rotate(40 ${x + 122} ${floor - 107})" fill="${darker(G.dusk, 0.5)}"/>`)
  strand(p, `M${x - 58} ${floor - 86}c-52-26-72 52-4 60`, G.dusk, 15)
  turn(p, x, floor, [[0, 42], [8, 52], [34, 74], [64, 74], [92, 52], [104, 32]], G.dusk, { speckle: 34 })
  turn(p, x, floor - 98, [[0, 37], [6, 36], [16, 20], [20, 8]], lighter(G.dusk, 0.08), { float: true, dull: true })
  turn(p, x, floor - 118, [[0, 5], [6, 10], [13, 10], [18, 4]], G.beech, { float: true, dull: true })
}

export function plates (p, x, floor) {
  p.shadow(x, floor, 108)
  const stack = [G.sage, G.bone, G.blush, G.white, G.sky]
  stack.forEach((colour, at) => {
    const y = floor - at * 15
    p.path(`M${x - 116} ${y - 20}c10 24 60 32 116 32s106-8 116-32Z`, `fill="${p.curved(colour)}"`)
    p.add(`<ellipse cx="${x}" cy="${y - 20}" rx="116" ry="23" fill="${p.plain(lighter(colour, 0.16))}"/>`)
  })
  const y = floor - 80
  p.add(`<ellipse cx="${x}" cy="${y + 2}" rx="84" ry="14" fill="${p.hollow(lighter(G.sky, 0.45))}" opacity=".45"/>`)
  p.add(`<ellipse cx="${x}" cy="${y}" rx="113" ry="21.5" fill="none" stroke="${G.dusk}" stroke-width="2.5"/>`)
}

export function carafe (p, x, floor) {
  const glass = '#b9cfc4'
  turn(p, x, floor, [[0, 44], [8, 50], [70, 50], [118, 40], [150, 22], [186, 22], [198, 28]], glass, { inside: '#dfeae3', rim: lighter(glass, 0.5) })
  p.path(`M${x - 47} ${floor - 66}a47 8 0 0 0 94 0v52c0 10-20 17-47 17s-47-7-47-17Z`, `fill="${p.curved('#9dbdb4')}" opacity=".6"`)
  p.add(`<circle cx="${x + 14}" cy="${floor - 96}" r="3" fill="#fff" opacity=".5"/><circle cx="${x + 22}" cy="${floor - 34}" r="2" fill="#fff" opacity=".5"/>`)
  turn(p, x + 100, floor + 4, [[0, 26], [20, 30], [66, 32]], glass, { inside: '#dfeae3', rim: lighter(glass, 0.5) })
}

export function tumblers (p, x, floor) {
  const profile = [[0, 34], [5, 38], [34, 36], [48, 39], [84, 42]]
  turn(p, x - 50, floor - 6, profile, G.bone, { glaze: G.butter, dip: 22, inside: G.bone, speckle: 12 })
  turn(p, x + 50, floor + 6, profile, G.bone, { glaze: G.plum, dip: 30, inside: G.bone, speckle: 16 })
  for (const [dx, dy, tone] of [[-58, -6, G.butter], [42, 6, G.plum]]) {
    p.add(`<ellipse cx="${x + dx + 14}" cy="${floor + dy - 42}" rx="13" ry="17" fill="${darker(tone, 0.2)}" opacity=".5"/><ellipse cx="${x + dx + 16}" cy="${floor + dy - 40}" rx="10" ry="14" fill="${lighter(tone, 0.08)}" opacity=".7"/>`)
  }
}

export function jug (p, x, floor) {
  strand(p, `M${x + 42} ${floor - 140}c66-16 70 86 8 98`, G.bone, 15)
  turn(p, x, floor, [[0, 46], [8, 54], [48, 64], [92, 52], [128, 38], [158, 46]], G.oat, { glaze: G.white, dip: 34, inside: G.white, speckle: 20 })
  p.path(`M${x - 46} ${floor - 160}q-26-4-34-16q20-2 40 8Z`, `fill="${p.plain(G.white)}"`)
}

export function eggCups (p, x, floor) {
  const cup = (cx, y, colour) => {
    turn(p, cx, y, [[0, 38], [5, 37], [12, 16], [26, 13], [40, 27], [62, 30]], colour, {})
    p.add(`<ellipse cx="${cx}" cy="${y - 62}" rx="30" ry="5" fill="${darker(colour, 0.3)}"/>`)
    p.path(`M${cx - 26} ${y - 62}c0-30 14-46 26-46s26 16 26 46a26 4.4 0 0 1-52 0Z`, `fill="${p.curved('#e3c3a0')}"`)
  }
  cup(x - 54, floor - 8, G.butter)
  cup(x + 50, floor + 6, G.white)
}

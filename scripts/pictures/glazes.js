// The colours of the shop: muted, never a pure hue, so that they sit on a light wall and on a dark one.

export const GLAZES = {
  slate: '#7189a8',
  dusk: '#63779f',
  bone: '#ebe2d2',
  white: '#f5f1e8',
  moss: '#66866a',
  sage: '#9db598',
  clay: '#c67f5f',
  terracotta: '#c1704c',
  blush: '#dda994',
  butter: '#e4cd86',
  ochre: '#cb9d43',
  plum: '#8f687b',
  sky: '#a8bfce',
  oat: '#d2c3a4',
  beech: '#d6b182',
  oak: '#bd9062',
  walnut: '#93694c',
  brass: '#c09a52',
  linen: '#e5dbc7',
  leaf: '#628e65',
  fern: '#8aae77',
  zinc: '#a2adac',
  stone: '#b3aa9d',
  berry: '#b5493f',
  soil: '#5a4536',
  ink: '#3a322a'
}

function mix (from, to, share) {
  const channels = colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16))
  const target = channels(to)
  return '#' + channels(from).map((value, at) => Math.round(value + (target[at] - value) * share).toString(16).padStart(2, '0')).join('')
}

export const darker = (colour, share) => mix(colour, '#1e1813', share)
export const lighter = (colour, share) => mix(colour, '#fffaf1', share)

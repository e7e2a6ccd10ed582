import type { SeedProduct } from './product.ts'

export const TABLE: SeedProduct[] = [
  {
    slug: 'dipped-mug',
    name: 'Dipped mug',
    details: 'Stoneware · 350 ml',
    description: 'Thrown in one go and dipped by hand, so the line where the glaze stops is never twice the same. The handle takes three fingers and the foot is left bare, which keeps it from sliding on a tray. It likes strong tea and does not mind the dishwasher.',
    ageDays: 320,
    variants: [
      { sku: 'MUG-SLATE', label: 'Slate', price: [1800, 1600, 2000], stock: 46 },
      { sku: 'MUG-BONE', label: 'Bone', glaze: 'bone', price: [1800, 1600, 2000], stock: 31 },
      { sku: 'MUG-MOSS', label: 'Moss', glaze: 'moss', price: [1800, 1600, 2000], stock: 2 },
      { sku: 'MUG-CLAY', label: 'Clay', glaze: 'clay', price: [1900, 1700, 2200], stock: 18 }
    ]
  },
  {
    slug: 'terracotta-rim-bowl',
    name: 'Terracotta-rim bowl',
    details: 'White earthenware',
    description: 'White inside and out, with a rim the colour of the clay it is made from. The small one is for porridge, the middle one for soup and the large one for a salad that everybody shares. Oven-proof up to 180 degrees.',
    ageDays: 210,
    variants: [
      { sku: 'BOWL-TERRA-S', label: 'Small, 14 cm', price: [2600, 2300, 2900], stock: 37 },
      { sku: 'BOWL-TERRA-M', label: 'Medium, 19 cm', price: [3400, 2900, 3800], stock: 22 },
      { sku: 'BOWL-TERRA-L', label: 'Large, 26 cm', price: [4600, 3900, 5200], stock: 7 }
    ]
  },
  {
    slug: 'dusk-teapot',
    name: 'Dusk teapot',
    details: 'Stoneware · 900 ml',
    description: 'A round pot in a speckled evening blue that pours without dripping. We sent back four spouts before we were happy with this one. The lid has a beech knob that stays cool, and the strainer inside is part of the pot.',
    ageDays: 96,
    variants: [{ sku: 'TEAPOT-DUSK', label: '', price: [5800, 4900, 6400], stock: 9 }]
  },
  {
    slug: 'stacking-plates',
    name: 'Stacking plates',
    details: 'Stoneware · sold in pairs',
    description: 'Flat enough to stack eight high and with just enough rim to hold a sauce. The glazes are mixed in small batches: bone, blush, sage. Sold in pairs, because nobody eats alone for ever.',
    ageDays: 400,
    variants: [
      { sku: 'PLATE-SIDE', label: 'Side, 18 cm', price: [2800, 2400, 3200], stock: 54 },
      { sku: 'PLATE-DINNER', label: 'Dinner, 27 cm', price: [4200, 3600, 4600], stock: 40 },
      { sku: 'PLATE-SERVING', label: 'Serving, 33 cm', price: [5400, 4700, 5900], stock: 3 }
    ]
  },
  {
    slug: 'night-carafe',
    name: 'Night carafe',
    details: 'Recycled glass · 700 ml',
    description: 'Water by the bed with a tumbler that sits upside down as its lid. Blown from old window panes, which is where the green comes from. A few bubbles in the glass are part of it.',
    ageDays: 150,
    variants: [{ sku: 'CARAFE-NIGHT', label: '', price: [3400, 2900, 3900], stock: 0 }]
  },
  {
    slug: 'thumbprint-tumblers',
    name: 'Thumbprint tumblers',
    details: 'Stoneware · pair, 200 ml',
    description: 'Small cups without a handle and with a dent for the thumb, pressed while the clay is soft. Good for coffee, juice or a short night-cap. They come in twos and fit one inside the other.',
    ageDays: 18,
    variants: [
      { sku: 'TUMBLER-BUTTER', label: 'Butter', glaze: 'butter', price: [2400, 2100, 2700], stock: 26 },
      { sku: 'TUMBLER-PLUM', label: 'Plum', glaze: 'plum', price: [2400, 2100, 2700], stock: 14 }
    ]
  },
  {
    slug: 'pouring-jug',
    name: 'Pouring jug',
    details: 'Stoneware · glazed inside',
    description: 'A jug with a proper lip. The small one holds milk for four cups, the large one water for a table or a bunch of tulips. Glazed inside, raw outside, easy to grip with wet hands.',
    ageDays: 260,
    variants: [
      { sku: 'JUG-SMALL', label: 'Small, 300 ml', price: [2200, 1900, 2400], stock: 19 },
      { sku: 'JUG-LARGE', label: 'Large, 1.2 l', price: [3800, 3300, 4200], was: [4500, 3900, 5000], stock: 11 }
    ]
  },
  {
    slug: 'egg-cups',
    name: 'Sunday egg cups',
    details: 'Earthenware · pair',
    description: 'Two egg cups on a wide foot that catches the crumbs of shell. One is butter yellow, the other white, so that there is never a quarrel about whose is whose.',
    ageDays: 75,
    variants: [{ sku: 'EGGCUP-PAIR', label: '', price: [1600, 1400, 1800], stock: 33 }]
  }
]

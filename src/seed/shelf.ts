import type { SeedProduct } from './product.ts'

export const SHELF: SeedProduct[] = [
  {
    slug: 'moss-bottle-vase',
    name: 'Moss bottle vase',
    details: 'Stoneware · 27 cm',
    description: 'A slim neck for one branch and a round belly that keeps it from tipping. The moss glaze breaks to brown at the edges. It looks finished even when it is empty.',
    ageDays: 12,
    variants: [{ sku: 'VASE-MOSS', label: '', price: [4200, 3600, 4600], stock: 13 }]
  },
  {
    slug: 'mushroom-lamp',
    name: 'Mushroom lamp',
    details: 'Earthenware · dimmable',
    description: 'A lamp made on the wheel, shade and all. It throws a warm pool of light downwards and none into your eyes. The cable is covered in linen and has a dimmer you can find in the dark.',
    ageDays: 20,
    variants: [
      { sku: 'LAMP-TERRA', label: 'Terracotta', price: [9600, 8300, 10500], stock: 6 },
      { sku: 'LAMP-SAGE', label: 'Sage', glaze: 'sage', price: [9900, 8500, 10900], stock: 4 }
    ]
  },
  {
    slug: 'beeswax-tapers',
    name: 'Beeswax tapers',
    details: 'Pair, with holders',
    description: 'Two candles dipped from beeswax, one natural and one rose, each in a small brass holder. They burn for about nine hours and smell faintly of honey, and of nothing else.',
    ageDays: 140,
    variants: [{ sku: 'TAPERS-PAIR', label: '', price: [3600, 3100, 3900], stock: 3 }]
  },
  {
    slug: 'bud-vase',
    name: 'Bud vase',
    details: 'Stoneware · 11 cm',
    description: 'For the one flower a child brings in from the garden. Small enough for a window sill, heavy enough to stay there. Three glazes that get on well together.',
    ageDays: 230,
    variants: [
      { sku: 'BUD-BLUSH', label: 'Blush', glaze: 'blush', price: [1500, 1300, 1700], stock: 62 },
      { sku: 'BUD-SKY', label: 'Sky', glaze: 'sky', price: [1500, 1300, 1700], stock: 58 },
      { sku: 'BUD-OCHRE', label: 'Ochre', glaze: 'ochre', price: [1500, 1300, 1700], stock: 35 }
    ]
  },
  {
    slug: 'moon-jar',
    name: 'Moon jar',
    details: 'Porcelain · 24 cm',
    description: 'Two bowls joined at the waist while the clay is wet, so that no moon jar is quite round. White glaze over white porcelain. Our potter makes one a week and keeps the best.',
    ageDays: 45,
    variants: [{ sku: 'MOONJAR-24', label: '', price: [7400, 6400, 8200], stock: 2 }]
  },
  {
    slug: 'belly-vase',
    name: 'Belly vase',
    details: 'Stoneware · 22 cm',
    description: 'White clay that was dipped to the shoulder in blush and left to run a little. The opening is wide enough for a whole bunch and narrow enough to hold it up.',
    ageDays: 190,
    variants: [{ sku: 'VASE-BELLY', label: '', price: [4800, 4200, 5300], was: [5600, 4900, 6200], stock: 10 }]
  },
  {
    slug: 'pocket-dish',
    name: 'Pocket dish',
    details: 'Earthenware · 12 cm',
    description: 'A place by the door for keys, coins and the ring you take off to wash up. Each one is stamped with a leaf from the hedge behind the workshop.',
    ageDays: 310,
    variants: [
      { sku: 'DISH-SAGE', label: 'Sage', price: [1200, 1000, 1400], stock: 140 },
      { sku: 'DISH-CLAY', label: 'Clay', glaze: 'clay', price: [1200, 1000, 1400], stock: 125 }
    ]
  },
  {
    slug: 'oak-tray',
    name: 'Oak tray',
    details: 'Solid oak · 40 cm',
    description: 'Tea for two, breakfast in bed, or a home for a row of pots. The rim is bent from one strip of oak and the joint is sewn with willow.',
    ageDays: 270,
    variants: [{ sku: 'TRAY-OAK', label: '', price: [4900, 4200, 5400], stock: 12 }]
  }
]

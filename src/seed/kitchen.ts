import type { SeedProduct } from './product.ts'

export const KITCHEN: SeedProduct[] = [
  {
    slug: 'utensil-crock',
    name: 'Utensil crock',
    details: 'Stoneware · with three spoons',
    description: 'A heavy white crock with two blue lines, wide enough for every spoon you own. It comes with three: a slotted one, a spatula and one for tasting, all turned from beech and walnut offcuts.',
    ageDays: 180,
    variants: [{ sku: 'CROCK-SPOONS', label: '', price: [3900, 3400, 4300], was: [4800, 4200, 5300], stock: 16 }]
  },
  {
    slug: 'cork-lid-jars',
    name: 'Cork-lid jars',
    details: 'Stoneware · pair, 1.2 l and 0.5 l',
    description: 'One tall jar in ochre and one short one in sage. The lids are cut from a single piece of cork and close with a soft squeak. Flour in the big one, coffee in the small one, or the other way round.',
    ageDays: 130,
    variants: [{ sku: 'JARS-CORK', label: '', price: [4400, 3800, 4900], stock: 21 }]
  },
  {
    slug: 'salt-pig',
    name: 'Salt pig',
    details: 'Stoneware · with beech spoon',
    description: 'A salt pot with a wide mouth that stands beside the stove, so that your hand finds it without looking. The inside is left without glaze and keeps the salt dry.',
    ageDays: 340,
    variants: [
      { sku: 'SALTPIG-PLUM', label: 'Plum', price: [2900, 2500, 3200], stock: 12 },
      { sku: 'SALTPIG-BONE', label: 'Bone', glaze: 'bone', price: [2900, 2500, 3200], stock: 0 }
    ]
  },
  {
    slug: 'beech-board',
    name: 'Beech board',
    details: 'Oiled beech · from one plank',
    description: 'A chopping board from one plank, not glued from strips. It has a hole to hang it by and feet on neither side, so you can use both. Oil it twice a year and it will outlive the knife.',
    ageDays: 500,
    variants: [
      { sku: 'BOARD-SMALL', label: 'Small, 30 cm', price: [2700, 2300, 3000], stock: 44 },
      { sku: 'BOARD-LARGE', label: 'Large, 42 cm', price: [4100, 3500, 4500], stock: 28 }
    ]
  },
  {
    slug: 'mixing-bowls',
    name: 'Nesting mixing bowls',
    details: 'Earthenware · set of three',
    description: 'Three deep bowls that live inside each other. Each has a lip to pour from and a flat spot on the foot, so that you can tip it and whisk at an angle without chasing it across the worktop.',
    ageDays: 60,
    variants: [{ sku: 'MIXING-SET', label: '', price: [7200, 6200, 7900], was: [8400, 7200, 9200], stock: 8 }]
  },
  {
    slug: 'mortar-and-pestle',
    name: 'Mortar and pestle',
    details: 'Rough stoneware · 12 cm',
    description: 'Heavy, low and rough inside where it matters. It makes short work of peppercorns, garlic and bad moods. The pestle is walnut with a stoneware tip.',
    ageDays: 25,
    variants: [{ sku: 'MORTAR-12', label: '', price: [3800, 3300, 4200], stock: 15 }]
  },
  {
    slug: 'olive-oil-pourer',
    name: 'Olive oil pourer',
    details: 'Stoneware · 400 ml',
    description: 'Light spoils oil, so this bottle lets none in. The cork has a brass spout that gives a thin even thread and takes back the last drop.',
    ageDays: 110,
    variants: [
      { sku: 'OIL-MOSS', label: 'Moss', price: [3100, 2700, 3400], stock: 23 },
      { sku: 'OIL-OCHRE', label: 'Ochre', glaze: 'ochre', price: [3100, 2700, 3400], stock: 17 }
    ]
  },
  {
    slug: 'butter-dish',
    name: 'Butter dish',
    details: 'Earthenware · holds 250 g',
    description: 'A tray and a domed lid that keeps butter soft enough to spread and safe from the cat. The lid turned over makes a small bowl for olives.',
    ageDays: 290,
    variants: [{ sku: 'BUTTERDISH', label: '', price: [3600, 3100, 4000], stock: 1 }]
  },
  {
    slug: 'berry-colander',
    name: 'Berry colander',
    details: 'Stoneware · 18 cm',
    description: 'Rinse the strawberries, let them drain, carry them to the table: one bowl does all three. Every hole is made by hand with the same old pencil.',
    ageDays: 9,
    variants: [{ sku: 'COLANDER-18', label: '', price: [4000, 3400, 4400], stock: 20 }]
  }
]

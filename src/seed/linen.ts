import type { SeedProduct } from './product.ts'

export const LINEN: SeedProduct[] = [
  {
    slug: 'linen-tea-towels',
    name: 'Linen tea towels',
    details: 'Set of four',
    description: 'Four towels in four colours, tied with a ribbon of the same cloth. Washed before you get them, so they dry a glass from the first day and never leave fluff on it.',
    ageDays: 240,
    variants: [{ sku: 'TOWELS-4', label: '', price: [3200, 2800, 3500], stock: 48 }]
  },
  {
    slug: 'table-napkins',
    name: 'Table napkins',
    details: 'Linen · set of four, 45 cm',
    description: 'Big enough for a lap and soft enough for a face. The hem is sewn by hand and the corners stay square. They come out of the wash looking better than ironed.',
    ageDays: 170,
    variants: [
      { sku: 'NAPKIN-OAT', label: 'Oat', glaze: 'oat', price: [2800, 2400, 3100], stock: 120 },
      { sku: 'NAPKIN-SAGE', label: 'Sage', glaze: 'sage', price: [2800, 2400, 3100], stock: 64 },
      { sku: 'NAPKIN-PLUM', label: 'Plum', glaze: 'plum', price: [2800, 2400, 3100], stock: 3 }
    ]
  },
  {
    slug: 'workshop-apron',
    name: 'Workshop apron',
    details: 'Heavy linen · one size',
    description: 'The apron our potters wear, with straps that cross at the back and nothing that pulls at the neck. Two pockets in front, one of them just the width of a wooden spoon.',
    ageDays: 33,
    variants: [
      { sku: 'APRON-DUSK', label: 'Dusk', price: [5600, 4800, 6200], stock: 17 },
      { sku: 'APRON-CLAY', label: 'Clay', glaze: 'clay', price: [5600, 4800, 6200], stock: 8 }
    ]
  },
  {
    slug: 'table-runner',
    name: 'Table runner',
    details: 'Linen · 40 cm wide',
    description: 'A long strip of striped linen that pulls a table together and hides the mark of last summer. Two lengths: one for four chairs, one for eight.',
    ageDays: 280,
    variants: [
      { sku: 'RUNNER-150', label: '150 cm', price: [3900, 3400, 4300], stock: 13 },
      { sku: 'RUNNER-240', label: '240 cm', price: [5200, 4500, 5700], was: [6000, 5200, 6600], stock: 5 }
    ]
  },
  {
    slug: 'oven-mitt',
    name: 'Oven mitt',
    details: 'Linen and wool',
    description: 'A thick mitt with a layer of felted wool between two of linen. It reaches over the wrist, where the oven door usually gets you, and hangs by a loop.',
    ageDays: 15,
    variants: [{ sku: 'MITT-WOOL', label: '', price: [2100, 1800, 2300], stock: 29 }]
  },
  {
    slug: 'bread-bag',
    name: 'Bread bag',
    details: 'Undyed linen · 35 cm',
    description: 'A loaf keeps for days in linen: the crust stays crisp, the middle stays soft. Undyed, unprinted, with a cord to pull it shut.',
    ageDays: 380,
    variants: [{ sku: 'BREADBAG-35', label: '', price: [1800, 1500, 2000], stock: 0 }]
  },
  {
    slug: 'bench-cushion',
    name: 'Bench cushion',
    details: 'Linen · 45 cm, filled with wool',
    description: 'A firm square cushion for a hard chair or a garden bench. The cover comes off and goes in the wash; the filling is wool and finds its own shape again overnight.',
    ageDays: 50,
    variants: [
      { sku: 'CUSHION-BUTTER', label: 'Butter', price: [4400, 3800, 4800], stock: 19 },
      { sku: 'CUSHION-MOSS', label: 'Moss', glaze: 'moss', price: [4400, 3800, 4800], stock: 22 }
    ]
  }
]

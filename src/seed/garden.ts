import type { SeedProduct } from './product.ts'

export const GARDEN: SeedProduct[] = [
  {
    slug: 'clay-pot-no-4',
    name: 'Clay pot no. 4',
    details: 'Unglazed terracotta',
    description: 'The flower pot as it should be: thick walls that breathe, a rim to lift it by and a hole in the bottom. The numbers come from the mould the pottery has used since it opened; this is the fourth.',
    ageDays: 600,
    variants: [
      { sku: 'POT4-12', label: '12 cm', price: [1200, 1000, 1300], stock: 240 },
      { sku: 'POT4-16', label: '16 cm', price: [1600, 1400, 1800], stock: 180 },
      { sku: 'POT4-20', label: '20 cm', price: [2200, 1900, 2400], stock: 75 },
      { sku: 'POT4-26', label: '26 cm', price: [3400, 2900, 3700], stock: 14 }
    ]
  },
  {
    slug: 'watering-can',
    name: 'Long-spout watering can',
    details: 'Zinc and brass · 1.8 l',
    description: 'A spout long enough to reach the fern at the back and thin enough to water the soil and not the floor. The handle balances whether the can is full or nearly empty.',
    ageDays: 30,
    variants: [
      { sku: 'CAN-SAGE', label: 'Sage', price: [5400, 4700, 5900], stock: 18 },
      { sku: 'CAN-DUSK', label: 'Dusk', glaze: 'dusk', price: [5400, 4700, 5900], stock: 9 }
    ]
  },
  {
    slug: 'herb-trough',
    name: 'Herb trough',
    details: 'Terracotta · 45 cm',
    description: 'Room for basil, thyme and a parsley plant on one window sill, with a saucer that fits underneath. It comes without herbs, but with a note on which of them like each other.',
    ageDays: 85,
    variants: [{ sku: 'TROUGH-45', label: '', price: [3700, 3200, 4100], stock: 24 }]
  },
  {
    slug: 'hanging-planter',
    name: 'Hanging planter',
    details: 'Stoneware and cotton rope',
    description: 'A half-round bowl on three strands of cotton rope. Hang it where a trailing plant can fall past a window. Holds a pot of 15 cm, or soil if you drill through the marked spot.',
    ageDays: 160,
    variants: [{ sku: 'PLANTER-HANG', label: '', price: [3300, 2800, 3600], was: [3900, 3400, 4300], stock: 11 }]
  },
  {
    slug: 'hand-trowel',
    name: 'Hand trowel',
    details: 'Steel and ash',
    description: 'Forged in one piece, with the depth marked along the blade so that bulbs go in where the packet says. The ash handle is left bare and gets better with use.',
    ageDays: 420,
    variants: [{ sku: 'TROWEL-ASH', label: '', price: [2200, 1900, 2500], stock: 38 }]
  },
  {
    slug: 'sparrow-bath',
    name: 'Sparrow bath',
    details: 'Stoneware · 30 cm',
    description: 'A shallow dish on a low foot for small birds to drink and splash in. Frost-proof, rough where they stand and easy to scrub. Cats have been consulted and are against it.',
    ageDays: 5,
    variants: [{ sku: 'BIRDBATH-30', label: '', price: [4600, 4000, 5100], stock: 16 }]
  },
  {
    slug: 'market-basket',
    name: 'Market basket',
    details: 'Willow and oak',
    description: 'Woven from willow that grows twenty minutes from the workshop, with a handle of steamed oak. It carries potatoes without complaint and stands up by itself in the hall.',
    ageDays: 220,
    variants: [{ sku: 'BASKET-WILLOW', label: '', price: [5200, 4500, 5700], stock: 7 }]
  },
  {
    slug: 'twine-in-a-tin',
    name: 'Twine in a tin',
    details: 'Jute · 90 m',
    description: 'A ball of green jute in a tin with a hole in the lid, so that it never rolls under the bench. Ties tomatoes, parcels and garden gates.',
    ageDays: 360,
    variants: [{ sku: 'TWINE-TIN', label: '', price: [900, 800, 1000], stock: 310 }]
  }
]

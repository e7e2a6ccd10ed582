export interface SeedReview {
  product: string
  stars: number
  title: string
  body: string
  name: string
  /** How long ago it was written; it was bought two weeks before. */
  daysAgo: number
  reply?: string
  /** It is still to be read. */
  waits?: boolean
}

/** Made up, like the shop: what people might say of things that they use. */
export const REVIEWS: SeedReview[] = [
  { product: 'dipped-mug', stars: 5, title: 'The one everybody reaches for', body: 'We have nine mugs and this is the one that is never in the cupboard. The bare foot does what it should: it stays where you put it.', name: 'Marta K.', daysAgo: 4 },
  { product: 'dipped-mug', stars: 4, title: 'Good handle, a little heavy', body: 'Three fingers fit, which is rare. Full to the brim it is heavy for my mother, so she has the small tumblers and I have two mugs.', name: 'Jonas', daysAgo: 11 },
  { product: 'dipped-mug', stars: 5, title: '', body: 'A year of dishwasher, twice a day. No chip, no crack, the glaze as on the first day.', name: 'Priya S.', daysAgo: 23 },
  { product: 'dipped-mug', stars: 3, title: 'Not quite the slate I expected', body: 'On my screen it was blue. It is grey, a nice grey, but I had bought napkins to go with it.\n\nThe mug itself is fine.', name: 'Colm', daysAgo: 37, reply: 'Glazes and screens do not agree, we know. The 30 days count for mugs, too: write to us and we change it for another glaze.' },
  { product: 'dipped-mug', stars: 5, title: 'Came in paper, not in plastic', body: 'Wrapped in so much paper that the children had a morning with it. Mug whole, children happy.', name: 'Elke B.', daysAgo: 60 },
  { product: 'dipped-mug', stars: 5, title: 'Clay is the best of the four', body: 'I have them all now. The clay one takes the light best. Tea stays warm for longer than in the thin ones from the supermarket.', name: 'Aoife', daysAgo: 88 },
  { product: 'dipped-mug', stars: 4, title: '', body: 'Lovely, and not cheap. I bought one to see, and went back for three.', name: 'Tomasz W.', daysAgo: 120 },
  { product: 'dusk-teapot', stars: 5, title: 'It does not drip', body: 'I read that it would not and did not believe it. Not one drop on the cloth since March.', name: 'Hanna', daysAgo: 9 },
  { product: 'dusk-teapot', stars: 5, title: 'Four proper cups', body: 'The strainer is built in, so rolled leaves open all the way. Rinse it at once and it stays clean.', name: 'Louis D.', daysAgo: 41 },
  { product: 'dusk-teapot', stars: 2, title: 'Lid sits loosely', body: 'The pot is beautiful. The lid of mine turns a little when I pour and I have to hold it.', name: 'Greta', daysAgo: 52, reply: 'It should not. A new lid is on its way to you, thrown for your pot. If it turns as well, send both back at our cost.' },
  { product: 'moss-bottle-vase', stars: 5, title: 'Looks good empty', body: 'Bought for branches in spring, has stood empty since and nobody has asked for flowers.', name: 'Sinead', daysAgo: 6 },
  { product: 'moss-bottle-vase', stars: 4, title: '', body: 'Heavier than it looks, so it does not fall when the cat goes by. The neck is narrow: one branch, as they say, and not two.', name: 'Paul R.', daysAgo: 8 },
  { product: 'terracotta-rim-bowl', stars: 5, title: 'Porridge, soup, salad', body: 'We took one of each size and use all three every day. The rim is pleasant to hold when the soup is hot.', name: 'Familie Voss', daysAgo: 15 },
  { product: 'terracotta-rim-bowl', stars: 4, title: 'Went into the oven', body: 'A crumble in the middle one, 180 degrees, nothing happened to it. The bare rim takes on a little colour from berries.', name: 'Nuala', daysAgo: 70 },
  { product: 'terracotta-rim-bowl', stars: 5, title: '', body: 'The large one is on the table even when there is nothing in it.', name: 'Ines', daysAgo: 101 },
  { product: 'linen-tea-towels', stars: 5, title: 'They dry', body: 'After the third wash they drink up everything. Before that they are a bit stiff, which the card in the parcel tells you.', name: 'Bert', daysAgo: 19 },
  { product: 'linen-tea-towels', stars: 5, title: 'A present that was used', body: 'Gave them to my sister, and they hang by her sink instead of lying in a drawer.', name: 'Carla M.', daysAgo: 33 },
  { product: 'linen-tea-towels', stars: 3, title: 'Shrank a little', body: 'Washed at 60 and they are two fingers shorter. Otherwise very good linen.', name: 'Oisin', daysAgo: 77 },
  { product: 'mushroom-lamp', stars: 5, title: 'Light to read by, not to be blinded by', body: 'It stands on the bench by the window. You see the table, not the bulb. The dimmer clicks softly and you do find it in the dark.', name: 'Wanda', daysAgo: 5 },
  { product: 'mushroom-lamp', stars: 4, title: '', body: 'I would have liked half a metre more of cable. Everything else is right.', name: 'Felix', daysAgo: 13 },
  { product: 'utensil-crock', stars: 4, title: 'Does not tip over', body: 'Twelve spoons, two whisks and a rolling pin, and it stands.', name: 'Maeve', daysAgo: 28 },
  { product: 'clay-pot-no-4', stars: 5, title: 'Just a pot, and a good one', body: 'Thick, with a rim, with a hole. My basil is still alive in it, which says something.', name: 'Henrik', daysAgo: 21 },
  { product: 'clay-pot-no-4', stars: 5, title: '', body: 'They have been outside through two winters on the north side. One has moss, none has cracks.', name: 'Una F.', daysAgo: 140 },
  { product: 'clay-pot-no-4', stars: 4, title: 'Saucers, please', body: 'Very good pots. It would be kind to offer saucers with them.', name: 'Dieter', daysAgo: 160, reply: 'A saucer for numbers three to six is being tried out. It holds water already, and now it has to look right.' },
  { product: 'cork-lid-jars', stars: 4, title: 'Close well', body: 'Coffee stays fresh for two weeks, longer I have not tried. The cork smells for a day and then does not.', name: 'Zofia', daysAgo: 17 },
  { product: 'beeswax-tapers', stars: 5, title: 'Nine hours is true', body: 'We timed them over three dinners. They do not drip if you keep them out of the draught.', name: 'Klaus and Ida', daysAgo: 26 },
  { product: 'market-basket', stars: 5, title: 'Carries potatoes, as promised', body: 'Ten kilos from the market every Saturday for half a year. It creaks a little and means it kindly.', name: 'Roisin', daysAgo: 31 },
  { product: 'market-basket', stars: 4, title: '', body: 'Bigger than I thought from the picture. That is no complaint, but measure your bicycle first.', name: 'Ben', daysAgo: 64 },
  { product: 'stacking-plates', stars: 5, title: 'Eight high, no wobble', body: 'Our cupboard is shallow and these are the first plates that let us close its door.', name: 'Lena', daysAgo: 44 },
  { product: 'pouring-jug', stars: 4, title: 'A lip that pours', body: 'Milk goes where it should go. The large one is heavy when it is full of water, use both hands.', name: 'Ewan', daysAgo: 39 },
  { product: 'hand-trowel', stars: 5, title: 'For life', body: 'Stones, roots, clay: it does not bend. The marks for the depth are cut in and not printed on.', name: 'Sally G.', daysAgo: 90 },
  { product: 'egg-cups', stars: 4, title: 'Peace at breakfast', body: 'One yellow, one white, two children. It works, save on Sundays when there are guests.', name: 'Anke', daysAgo: 14 },
  { product: 'dusk-teapot', stars: 4, title: 'Second pot of this kind', body: 'The first one went to a friend who would not let go of it. The blue of this one is a shade lighter.', name: 'Marek', daysAgo: 1, waits: true },
  { product: 'linen-tea-towels', stars: 1, title: 'Parcel came late', body: 'The towels may be good. The carrier rang at the wrong door for three days.', name: 'Gus', daysAgo: 2, waits: true }
]

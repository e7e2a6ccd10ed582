// German for what the shop's things are called beside their own texts. Keys are those of the English.

export const CATEGORIES = { table: 'Tisch', kitchen: 'Küche', shelf: 'Regal', garden: 'Garten', linen: 'Leinen' }

export const ATTRIBUTES = {
  glaze: {
    blush: 'Altrosa', bone: 'Elfenbein', butter: 'Buttergelb', clay: 'Ton', dusk: 'Abendblau', moss: 'Moos', oat: 'Hafer',
    ochre: 'Ocker', plum: 'Pflaume', sage: 'Salbei', sky: 'Himmelblau', slate: 'Schiefer', terracotta: 'Terrakotta', white: 'Weiß'
  },
  size: { small: 'Klein', medium: 'Mittel', large: 'Groß', 'extra-large': 'Sehr groß' }
}

export const PROMOTIONS = { welcome: '10 % zum Kennenlernen', linen: 'Dreimal Leinen, zweimal zahlen', parcel: 'Kostenloser Versand' }

/** What tells variants apart, by SKU. A measure that is the same in both languages is not here. */
export const LABELS = {
  'MUG-SLATE': 'Schiefer',
  'MUG-BONE': 'Elfenbein',
  'MUG-MOSS': 'Moos',
  'MUG-CLAY': 'Ton',
  'BOWL-TERRA-S': 'Klein, 14 cm',
  'BOWL-TERRA-M': 'Mittel, 19 cm',
  'BOWL-TERRA-L': 'Groß, 26 cm',
  'PLATE-SIDE': 'Kuchenteller, 18 cm',
  'PLATE-DINNER': 'Essteller, 27 cm',
  'PLATE-SERVING': 'Servierteller, 33 cm',
  'TUMBLER-BUTTER': 'Buttergelb',
  'TUMBLER-PLUM': 'Pflaume',
  'JUG-SMALL': 'Klein, 300 ml',
  'JUG-LARGE': 'Groß, 1,2 l',
  'SALTPIG-PLUM': 'Pflaume',
  'SALTPIG-BONE': 'Elfenbein',
  'BOARD-SMALL': 'Klein, 30 cm',
  'BOARD-LARGE': 'Groß, 42 cm',
  'OIL-MOSS': 'Moos',
  'OIL-OCHRE': 'Ocker',
  'LAMP-TERRA': 'Terrakotta',
  'LAMP-SAGE': 'Salbei',
  'BUD-BLUSH': 'Altrosa',
  'BUD-SKY': 'Himmelblau',
  'BUD-OCHRE': 'Ocker',
  'DISH-SAGE': 'Salbei',
  'DISH-CLAY': 'Ton',
  'CAN-SAGE': 'Salbei',
  'CAN-DUSK': 'Abendblau',
  'NAPKIN-OAT': 'Hafer',
  'NAPKIN-SAGE': 'Salbei',
  'NAPKIN-PLUM': 'Pflaume',
  'APRON-DUSK': 'Abendblau',
  'APRON-CLAY': 'Ton',
  'CUSHION-BUTTER': 'Buttergelb',
  'CUSHION-MOSS': 'Moos'
}

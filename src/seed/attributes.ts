import type { AttributeName } from '../catalog/catalog.ts'

/** A value and the variants that have it. */
export interface SeedAttribute {
  name: AttributeName
  /** As it stands in addresses. */
  value: string
  text: string
  skus: string[]
}

/** What the things of Pottle can be chosen by, in the order in which a page offers it. */
export const ATTRIBUTES: SeedAttribute[] = [
  glaze('blush', 'Blush', 'BUD-BLUSH', 'VASE-BELLY', 'PLATE-SIDE', 'PLATE-DINNER', 'PLATE-SERVING'),
  glaze('bone', 'Bone', 'MUG-BONE', 'SALTPIG-BONE', 'PLATE-SIDE', 'PLATE-DINNER', 'PLATE-SERVING'),
  glaze('butter', 'Butter', 'TUMBLER-BUTTER', 'CUSHION-BUTTER', 'EGGCUP-PAIR'),
  glaze('clay', 'Clay', 'MUG-CLAY', 'DISH-CLAY', 'APRON-CLAY'),
  glaze('dusk', 'Dusk', 'TEAPOT-DUSK', 'CAN-DUSK', 'APRON-DUSK'),
  glaze('moss', 'Moss', 'MUG-MOSS', 'VASE-MOSS', 'OIL-MOSS', 'CUSHION-MOSS'),
  glaze('oat', 'Oat', 'NAPKIN-OAT', 'BREADBAG-35'),
  glaze('ochre', 'Ochre', 'BUD-OCHRE', 'OIL-OCHRE', 'JARS-CORK'),
  glaze('plum', 'Plum', 'TUMBLER-PLUM', 'SALTPIG-PLUM', 'NAPKIN-PLUM'),
  glaze('sage', 'Sage', 'CAN-SAGE', 'LAMP-SAGE', 'DISH-SAGE', 'NAPKIN-SAGE', 'JARS-CORK', 'PLATE-SIDE', 'PLATE-DINNER', 'PLATE-SERVING'),
  glaze('sky', 'Sky', 'BUD-SKY'),
  glaze('slate', 'Slate', 'MUG-SLATE'),
  glaze('terracotta', 'Terracotta', 'LAMP-TERRA', 'POT4-12', 'POT4-16', 'POT4-20', 'POT4-26', 'TROUGH-45'),
  glaze('white', 'White', 'BOWL-TERRA-S', 'BOWL-TERRA-M', 'BOWL-TERRA-L', 'CROCK-SPOONS', 'EGGCUP-PAIR', 'MOONJAR-24'),
  size('small', 'Small', 'BOWL-TERRA-S', 'PLATE-SIDE', 'JUG-SMALL', 'BOARD-SMALL', 'POT4-12', 'RUNNER-150'),
  size('medium', 'Medium', 'BOWL-TERRA-M', 'PLATE-DINNER', 'POT4-16'),
  size('large', 'Large', 'BOWL-TERRA-L', 'PLATE-SERVING', 'JUG-LARGE', 'BOARD-LARGE', 'POT4-20', 'RUNNER-240'),
  size('extra-large', 'Extra large', 'POT4-26')
]

function glaze (value: string, text: string, ...skus: string[]): SeedAttribute {
  return { name: 'glaze', value, text, skus }
}

function size (value: string, text: string, ...skus: string[]): SeedAttribute {
  return { name: 'size', value, text, skus }
}

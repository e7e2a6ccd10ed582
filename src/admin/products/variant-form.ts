import { Type, type Static } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { ATTRIBUTES, type Price } from '../../catalog/catalog.ts'
import { CURRENCIES, type Currency } from '../../money.ts'
import { Version } from '../../plugins/schemas.ts'
import type { Known, KeptVariant } from './queries.ts'
import { cleanLine, isSku, parsePrice, priceText } from './texts.ts'

/** The fields of one variant. In the form of all of them each has the SKU at its end: `label-MUG-SLATE`. */
const NAMES = ['label', 'label_de', 'grams', 'position', 'for_sale', 'picture', 'glaze', 'size', ...CURRENCIES, ...CURRENCIES.map(currency => `${currency}_was` as const)] as const
type Name = typeof NAMES[number]
export type TypedVariant = Readonly<Record<Name, string>>

const Text = Type.String({ maxLength: 300 })
export const VariantsForm = Type.Object({ version: Version }, {
  additionalProperties: false, patternProperties: { [`^(${NAMES.join('|')})-[A-Za-z0-9._-]{1,60}$`]: Text }
})
export type VariantsForm = Static<typeof VariantsForm> & Readonly<Record<string, string>>

const NEW_FIELDS = Object.fromEntries(NAMES.map(name => [name, Type.String({ maxLength: 300, default: '' })])) as Record<Name, ReturnType<typeof Type.String>>
export const NewVariantForm = Type.Object({ ...NEW_FIELDS, sku: Type.String({ maxLength: 300, default: '' }), version: Version }, { additionalProperties: false })

/** A variant as its fields show it. */
export function toTyped ({ label, germanLabel, grams, position, forSale, picture, prices, attributes }: KeptVariant): TypedVariant {
  const price = (currency: Currency): Price | undefined => prices[currency]
  return {
    label,
    label_de: germanLabel,
    grams: String(grams),
    position: String(position),
    for_sale: forSale ? '1' : '',
    picture: picture ?? '',
    glaze: (attributes.glaze ?? []).join(', '),
    size: (attributes.size ?? []).join(', '),
    ...byCurrency(currency => [[currency, priceText(price(currency)?.priceCents)], [`${currency}_was`, priceText(price(currency)?.compareAtCents)]])
  }
}

export const EMPTY_VARIANT: TypedVariant = {
  label: '', label_de: '', grams: '500', position: '', for_sale: '1', picture: '', glaze: '', size: '', ...byCurrency(currency => [[currency, ''], [`${currency}_was`, '']])
}

function byCurrency (fields: (currency: Currency) => Array<[string, string]>): Record<Currency | `${Currency}_was`, string> {
  return Object.fromEntries(CURRENCIES.flatMap(fields)) as Record<Currency | `${Currency}_was`, string>
}

/** The fields of one variant among those of all; where one is missing (a box that is not ticked) it is empty. */
export function typedOf (form: Readonly<Record<string, string>>, sku: string): TypedVariant {
  return Object.fromEntries(NAMES.map(name => [name, form[`${name}-${sku}`] ?? ''])) as TypedVariant
}

/** What was typed for the variant of this SKU. `pictures`: what its product shows. `suffix`: what stands at the end of its fields' names. */
export function parseVariant (sku: string, typed: TypedVariant, known: Known, pictures: readonly string[], suffix = ''): { variant: KeptVariant, errors: FieldErrors } {
  const errors: FieldErrors = {}
  const wrong = (name: string, sentence: string): void => { errors[`${name}${suffix}`] = sentence }
  const [label, germanLabel] = [cleanLine(typed.label), cleanLine(typed.label_de)]
  if (label.length > 80) wrong('label', 'At most 80 characters')
  if (germanLabel.length > 80) wrong('label_de', 'At most 80 characters')
  const grams = wholeNumber(typed.grams, 1, 1_000_000)
  if (grams === undefined) wrong('grams', 'Enter what one weighs in grams, from 1 to 1000000')
  const position = wholeNumber(typed.position || '0', 0, 9999)
  if (position === undefined) wrong('position', 'Enter a number from 0 to 9999')
  if (typed.picture !== '' && !pictures.includes(typed.picture)) wrong('picture', 'Choose one of the pictures')
  const attributes = Object.fromEntries(ATTRIBUTES.flatMap(name => {
    const values = [...new Set(typed[name].split(/[\s,]+/).filter(text => text !== ''))].sort()
    const choices = known.values.filter(each => each.name === name).map(({ value }) => value)
    if (values.some(value => !choices.includes(value))) wrong(name, `Choose from: ${choices.join(', ')}`)
    return values.length > 0 ? [[name, values]] : []
  }))
  const prices = Object.fromEntries(CURRENCIES.map(currency => [currency, parsePrices(currency, typed, wrong)]))
  return {
    variant: { sku, label, germanLabel, grams: grams ?? 1, position: position ?? 0, forSale: typed.for_sale === '1', picture: typed.picture || null, prices, attributes },
    errors
  }
}

export function checkSku (sku: string): string | undefined {
  return isSku(sku) ? undefined : 'Use capital letters and digits, joined by hyphens, such as MUG-SLATE'
}

function parsePrices (currency: Currency, typed: TypedVariant, wrong: (name: string, sentence: string) => void): Price {
  const priceCents = parsePrice(typed[currency], currency)
  const was = typed[`${currency}_was`].trim()
  const compareAtCents = was === '' ? null : parsePrice(was, currency)
  if (priceCents === undefined) wrong(currency, `Enter the price in ${currency}, such as 18.50`)
  if (compareAtCents === undefined) wrong(`${currency}_was`, 'Enter a price such as 24.00, or leave it empty')
  else if (compareAtCents !== null && priceCents !== undefined && compareAtCents <= priceCents) wrong(`${currency}_was`, 'The price before must be higher than the price')
  return { priceCents: priceCents ?? 0, compareAtCents: compareAtCents ?? null }
}

function wholeNumber (typed: string, least: number, most: number): number | undefined {
  const number = /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : undefined
  return number !== undefined && number >= least && number <= most ? number : undefined
}

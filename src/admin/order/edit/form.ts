import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { FieldErrors } from '../../../accounts/forms.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import { parseAddress } from '../../../checkout/delivery-form.ts'
import type { EditedDelivery, Planned } from '../../../orders/edit/edit.ts'
import { sayItem } from '../../../orders/letter.ts'
import type { Order, PaidLine } from '../../../orders/order.ts'
import { Version } from '../../../plugins/schemas.ts'
import { methodsFor, SHIPPING } from '../../../pricing/delivery.ts'
import { quantitiesIn } from '../parcels.ts'

const Text = Type.String({ default: '' })
const MAX_LINES = 100

/** How many of each SKU stands in `quantity-…`; 0 takes it out. */
export const EditForm = Type.Object({
  version: Version,
  add_sku: Text,
  add_quantity: Text,
  name: Text,
  line1: Text,
  line2: Text,
  city: Text,
  postcode: Text,
  country: Text,
  phone: Text,
  shipping: Text,
  /** Of the preview that was shown: the second press. */
  digest: Type.Optional(Type.String({ maxLength: 64 }))
}, { additionalProperties: false, patternProperties: { '^quantity-[A-Z0-9-]{1,40}$': Type.String({ maxLength: 10 }) } })

export type TypedEdit = Omit<Static<typeof EditForm>, 'version' | 'digest'> & Record<string, unknown>

/** The order as it stands, as the form has it. */
export function typedOf ({ name, line1, line2, city, postcode, country, phone, shipping }: Order, lines: readonly PaidLine[]): TypedEdit {
  const quantities = Object.fromEntries(lines.map(({ sku, quantity }) => [`quantity-${sku}`, String(quantity)]))
  return { ...quantities, add_sku: '', add_quantity: '1', name, line1, line2, city, postcode, country, phone, shipping }
}

/** What an order is to become. */
export interface Edit { quantities: ReadonlyMap<string, number>, delivery: EditedDelivery }

/** What was typed, read; `errors` by the fields that do not fit. What was added stands among the quantities. */
export function parseEdit (typed: TypedEdit, order: Order, lines: readonly PaidLine[], catalog: Catalog): { edit: Edit | undefined, quantities: ReadonlyMap<string, string>, errors: FieldErrors } {
  const { quantities, errors } = withAdded(typed, lines, catalog)
  const numbers = new Map<string, number>()
  for (const [sku, text] of quantities) {
    const had = lines.find(line => line.sku === sku)?.quantity ?? 0
    const found = catalog.bySku.get(sku)
    const count = /^\d{1,2}$/.test(text.trim()) ? Number(text) : NaN
    if (Number.isNaN(count)) errors[`quantity-${sku}`] = `${nameOf(sku, lines, catalog)}: enter a number from 0 to 99`
    else if (had === 0 && !found) errors[`quantity-${sku}`] = `The shop does not sell ${sku}`
    else if (count > had && (found?.variant.available ?? 0) < count - had) errors[`quantity-${sku}`] = `Only ${found?.variant.available ?? 0} more of ${sku} are in stock`
    numbers.set(sku, count)
  }
  const isEmpty = lines.every(({ sku, quantity }) => (numbers.get(sku) ?? quantity) === 0) && [...numbers.values()].every(count => !(count > 0))
  if (isEmpty) errors[`quantity-${lines[0]?.sku ?? ''}`] = 'Leave at least one item, or cancel the order'
  if (numbers.size > MAX_LINES) errors.add_sku = `An order has at most ${MAX_LINES} lines`
  const delivery = parseWay(typed, order, catalog, errors)
  return { edit: delivery && Object.keys(errors).length === 0 ? { quantities: numbers, delivery } : undefined, quantities, errors }
}

/** `Dipped mug, Slate`, as the order names it or, of what it does not have yet, the catalogue; else the SKU. */
export function nameOf (sku: string, lines: readonly PaidLine[], { bySku }: Catalog): string {
  const line = lines.find(each => each.sku === sku)
  if (line) return sayItem(line)
  const found = bySku.get(sku)
  return found ? sayItem({ name: found.product.name, label: found.variant.label }) : sku
}

/** The SKU that was typed below the lines becomes one of them. */
function withAdded (typed: TypedEdit, lines: readonly PaidLine[], { bySku }: Catalog): { quantities: Map<string, string>, errors: FieldErrors } {
  const given = quantitiesIn(typed)
  const known = new Set(lines.map(({ sku }) => sku))
  const quantities = new Map([...lines.map(({ sku, quantity }) => [sku, given[sku] ?? String(quantity)] as const), ...Object.entries(given).filter(([sku]) => !known.has(sku))])
  const sku = typed.add_sku.trim().toUpperCase()
  if (sku === '') return { quantities, errors: {} }
  if (!bySku.has(sku)) return { quantities, errors: { add_sku: 'The shop sells nothing under this SKU' } }
  if (!/^[1-9]\d?$/.test(typed.add_quantity.trim())) return { quantities, errors: { add_quantity: 'Enter a number from 1 to 99' } }
  quantities.set(sku, String((Number(quantities.get(sku) ?? 0) || 0) + Number(typed.add_quantity)))
  return { quantities, errors: {} }
}

function parseWay (typed: TypedEdit, order: Order, { terms }: Catalog, errors: FieldErrors): EditedDelivery | undefined {
  const parsed = parseAddress(typed, 'en')
  if ('errors' in parsed) {
    Object.assign(errors, parsed.errors)
    return undefined
  }
  const { address } = parsed
  const isThere = address.country === order.country && typed.shipping === order.shipping
  const methods = methodsFor(terms.deliveries, { country: address.country, currency: order.currency }).map(({ method }) => method)
  const shipping = (isThere ? SHIPPING : methods).find(method => method === typed.shipping)
  if (!shipping) errors.shipping = methods.length === 0 ? 'The shop does not send to this country for this currency' : 'Choose a way that it can be sent there'
  return shipping && { ...address, shipping }
}

/** Names what a preview showed: at the second press it must still be that. */
export function digestOf ({ lines, delivery, totals, discounts }: Planned): string {
  return createHash('sha256').update(JSON.stringify([lines, delivery, totals, discounts])).digest('base64url').slice(0, 22)
}

import { toForm } from './form.ts'
import { nameColumn } from './held/columns.ts'
import type { Trouble } from './page.ts'
import type { KeptProduct } from './queries.ts'
import { toTyped, typedOf } from './variant-form.ts'

/** A field that says something else than what was typed. */
export interface Difference { field: string, now: string, typed: string }

const NAMES: Readonly<Record<string, string>> = {
  name: 'Name', slug: 'Web address', details: 'Details', description: 'Description', category: 'Category', tax_class: 'Tax class', wall: 'Wall', published: 'Status',
  published_from: 'From', published_until: 'Until', name_de: 'Name in German', details_de: 'Details in German', description_de: 'Description in German', goes_with: 'Goes well with',
  label: 'Label', label_de: 'Label in German', grams: 'Grams', position: 'Position', for_sale: 'For sale', picture: 'Picture', glaze: 'Glaze', size: 'Size'
}

/** What the product says by now, beside what was typed over an older version of it. */
export function differencesOf (product: KeptProduct, { product: typed, variants }: Trouble): Difference[] {
  const own = typed ? compare(toForm(product), typed, '') : []
  const theirs = variants ? product.variants.flatMap(variant => compare(toTyped(variant), typedOf(variants, variant.sku), `${variant.sku}: `)) : []
  return [...own, ...theirs]
}

function compare<Form extends Readonly<Record<string, string>>> (now: Form, typed: Form, before: string): Difference[] {
  return Object.keys(now).flatMap(name => {
    const [is, was] = [now[name] ?? '', typed[name] ?? ''].map(text => text.replaceAll('\r\n', '\n').trim())
    return is === was ? [] : [{ field: before + nameOf(name), now: say(name, is ?? ''), typed: say(name, was ?? '') }]
  })
}

function nameOf (field: string): string {
  return NAMES[field] ?? nameColumn(field)
}

function say (field: string, value: string): string {
  if (field === 'published') return value === '1' ? 'Published' : 'Draft'
  if (field === 'for_sale') return value === '1' ? 'Yes' : 'No'
  return value === '' ? '(empty)' : value
}

import { Type, type Static } from 'typebox'
import { checkEmail, normalizeEmail, type FieldErrors } from '../accounts/forms.ts'
import type { Address } from '../addresses/address.ts'
import type { Language } from '../languages/language.ts'
import { phrase } from '../languages/translate.ts'
import type { Currency } from '../money.ts'
import type { Delivery } from './checkout.ts'
import { countryName, exampleUnlessPostcode, isCountryCode, type CountryCode } from '../pricing/countries.ts'
import { methodsFor, SHIPPING, type Deliveries } from '../pricing/delivery.ts'

const Text = Type.String({ default: '' })

const address = { name: Text, line1: Text, line2: Text, city: Text, postcode: Text, country: Text, phone: Text }

export const AddressForm = Type.Object(address, { additionalProperties: false })
export const DeliveryForm = Type.Object({ email: Text, ...address, shipping: Text }, { additionalProperties: false })

type TypedAddress = Static<typeof AddressForm>

/** The fields as they were typed. */
export type Typed = Static<typeof DeliveryForm>

/** The delivery that the fields describe, or one sentence for each field that does not fit. `language`: of the names in it. */
export function parseDelivery (typed: Typed, deliveries: Deliveries, currency: Currency, language: Language = 'en'): { delivery: Delivery } | { errors: FieldErrors } {
  const email = tidy(typed.email)
  const known = isCountryCode(typed.country) ? typed.country : undefined
  const methods = known ? methodsFor(deliveries, { country: known, currency }) : []
  const country = methods.length > 0 ? known : undefined
  const shipping = (country ? methods.map(({ method }) => method) : SHIPPING).find(method => method === typed.shipping)
  const errors = {
    ...checkEmail(email),
    ...checkAddress(typed, country, language),
    ...!shipping && { shipping: phrase('Choose how it should be sent') }
  }
  if (!country || !shipping || Object.keys(errors).length > 0) return { errors }
  return { delivery: { email: normalizeEmail(email), ...tidyAddress(typed, country), shipping } }
}

/** The address that the fields describe, or one sentence for each field that does not fit. */
export function parseAddress (typed: TypedAddress, language: Language): { address: Address } | { errors: FieldErrors } {
  const country = isCountryCode(typed.country) ? typed.country : undefined
  const errors = checkAddress(typed, country, language)
  return !country || Object.keys(errors).length > 0 ? { errors } : { address: tidyAddress(typed, country) }
}

/** In the order of the fields on the page, as the summary lists them. */
function checkAddress (typed: TypedAddress, country: CountryCode | undefined, language: Language): FieldErrors {
  const { name, line1, line2, city, postcode, phone } = tidied(typed)
  return {
    ...checkText('name', name),
    ...checkText('line1', line1),
    ...checkPostcode(postcode, country, language),
    ...checkText('city', city),
    ...!country && { country: phrase('Choose a country that we deliver to') },
    ...line2 !== '' && checkText('line2', line2),
    ...phone !== '' && !isPhone(phone) && { phone: phrase('Enter a phone number with digits, for example +353 1 234 5678, or leave it empty') }
  }
}

function tidyAddress (typed: TypedAddress, country: CountryCode): Address {
  const { name, line1, line2, city, postcode, phone } = tidied(typed)
  return { name, line1, line2, city, postcode: postcode.toUpperCase(), country, phone }
}

function tidied ({ name, line1, line2, city, postcode, phone }: TypedAddress): Omit<TypedAddress, 'country'> {
  return { name: tidy(name), line1: tidy(line1), line2: tidy(line2), city: tidy(city), postcode: tidy(postcode), phone: tidy(phone) }
}

/** One line, one spelling: blanks in a row, tabs and line breaks become a single blank. */
function tidy (text: string): string {
  return text.normalize('NFC').replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

function checkText (field: 'name' | 'line1' | 'line2' | 'city' | 'postcode', text: string, most = 100): FieldErrors {
  if (text.length > most) {
    return { [field]: phrase('Enter {field, select, name {your full name} line1 {the street and number} line2 {the second address line} city {the town or city} other {the postcode}} in at most {most} characters', { field, most }) }
  }
  if (isReadable(text)) return {}
  return {
    [field]: text === ''
      ? phrase('Enter {field, select, name {your full name} line1 {the street and number} line2 {the second address line} city {the town or city} other {the postcode}}', { field })
      : phrase('Enter {field, select, name {your full name} line1 {the street and number} line2 {the second address line} city {the town or city} other {the postcode}} in letters and digits', { field })
  }
}

/** A parcel label can be made of it: a letter or a digit, nothing that turns the text around, no pile of accents. */
function isReadable (text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/[\u202A-\u202E\u2066-\u2069]|\p{M}{5}/u.test(text)
}

function checkPostcode (postcode: string, country: CountryCode | undefined, language: Language): FieldErrors {
  const errors = checkText('postcode', postcode, 12)
  const example = country && Object.keys(errors).length === 0 ? exampleUnlessPostcode(postcode, country) : undefined
  return country && example ? { postcode: phrase('Enter a postcode of {country}, for example {example}', { country: countryName(country, language), example }) } : errors
}

function isPhone (text: string): boolean {
  return text.length <= 30 && /^\+?[\d ()./-]+$/.test(text) && text.replace(/\D/g, '').length >= 5
}

import { phrase, translator, type Translate, type Words } from '../languages/translate.ts'

/** Who may carry a parcel. */
export interface Carrier {
  readonly code: string
  readonly name: Words
  /** Of the numbers that it gives; without the hyphens and blanks that people group them by. */
  readonly pattern: RegExp
  readonly example: string
  /** Where the parcel is followed; the number comes at its end. Empty where there is no such page. */
  readonly page: string
}

// S10 is the number of the Universal Postal Union, which all posts share.
const S10 = /^[A-Z]{2}\d{9}[A-Z]{2}$/

/** The names and addresses are the carriers' own; `other` is for everybody else. */
export const CARRIERS: readonly Carrier[] = [
  { code: 'an-post', name: 'An Post', pattern: S10, example: 'CE123456789IE', page: 'https://www.anpost.com/Post-Parcels/Track/History?item=' },
  { code: 'deutsche-post', name: 'Deutsche Post', pattern: /^([A-Z]{2}\d{9}[A-Z]{2}|[A-Z0-9]{20})$/, example: 'RR123456789DE', page: 'https://www.deutschepost.de/sendung/simpleQueryResult.html?form.sendungsnummer=' },
  { code: 'dhl', name: 'DHL', pattern: /^[A-Z0-9]{9,39}$/, example: '00340434161094042557', page: 'https://www.dhl.com/en/home/tracking.html?tracking-id=' },
  { code: 'dpd', name: 'DPD', pattern: /^\d{9}$|^\d{14}[A-Z0-9]?$/, example: '01234567890123', page: 'https://tracking.dpd.de/status/en_GB/parcel/' },
  { code: 'gls', name: 'GLS', pattern: /^([A-Z0-9]{8}|\d{11,14})$/, example: '12345678901', page: 'https://gls-group.com/EU/en/parcel-tracking?match=' },
  { code: 'ups', name: 'UPS', pattern: /^(1Z[A-Z0-9]{16}|\d{9,12})$/, example: '1Z999AA10123456784', page: 'https://www.ups.com/track?tracknum=' },
  { code: 'other', name: phrase('Another carrier'), pattern: /^[A-Z0-9]{4,40}$/, example: 'AB12345', page: '' }
]

/** How a parcel is on its way; both are empty where nobody has said. */
export interface Tracking {
  readonly carrier: string
  readonly trackingNumber: string
}

export const NO_TRACKING: Tracking = { carrier: '', trackingNumber: '' }

export type TrackingErrors = Partial<Record<'carrier' | 'tracking_number', string>>

/** As it is kept, and looked for: `1z 999-aa1…` is `1Z999AA1…`. */
export function normalizeTracking (typed: string): string {
  return typed.slice(0, 200).normalize('NFKC').toUpperCase().replace(/[\s\p{Pd}]/gu, '')
}

/** Reads what was typed beside the step to `sent`, in the admin: what is wrong is told in English. Nothing at all is right, too, and so is a carrier alone. */
export function parseTracking (carrier: string, typed: string): { tracking: Tracking, errors: TrackingErrors } {
  const trackingNumber = normalizeTracking(typed)
  const known = CARRIERS.find(({ code }) => code === carrier)
  return { tracking: { carrier, trackingNumber }, errors: errorsOf(carrier, known, trackingNumber) }
}

function errorsOf (carrier: string, known: Carrier | undefined, trackingNumber: string): TrackingErrors {
  if (!known) return trackingNumber === '' && carrier === '' ? {} : { carrier: 'Choose who carries the parcel' }
  if (trackingNumber === '' || known.pattern.test(trackingNumber)) return {}
  return { tracking_number: `This is no tracking number of ${translator('en')(known.name)}. It is like ${known.example}` }
}

/** What a page or a letter shows of it. */
export interface ShownTracking {
  carrier: string
  number: string
  /** Where the parcel is followed; empty where there is no such page. */
  url: string
}

/** Null where nobody has said. */
export function showTracking ({ carrier, trackingNumber }: Tracking, t: Translate): ShownTracking | null {
  const known = CARRIERS.find(({ code }) => code === carrier)
  if (!known) return null
  return { carrier: t(known.name), number: trackingNumber, url: known.page && trackingNumber && known.page + encodeURIComponent(trackingNumber) }
}

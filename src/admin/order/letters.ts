import type { ReadOrder } from './read.ts'

/** A letter of an order that can be sent again. */
export interface Resendable { letter: string, text: string }

/** Which those are; none to a buyer who was forgotten. `invoice`: its number, empty while there is none. */
export function lettersOf ({ email, parcels }: Pick<ReadOrder, 'email' | 'parcels'>, invoice: string): Resendable[] {
  if (email === '') return []
  const several = parcels.length > 1
  return [
    { letter: 'placed', text: 'Confirmation of the order' },
    ...parcels.map(({ position }) => ({ letter: `parcel-${position}`, text: several ? `Parcel ${position} is on its way` : 'The order is on its way' })),
    ...invoice === '' ? [] : [{ letter: 'invoice', text: `Invoice ${invoice}` }]
  ]
}

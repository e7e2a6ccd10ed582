import { COUNTRY_CODES } from '../../src/pricing/countries.ts'
import type { DeliveryMethod } from '../../src/pricing/delivery.ts'
import type { Promotion } from '../../src/pricing/promotions.ts'
import type { Terms } from '../../src/pricing/terms.ts'

const STANDARD: DeliveryMethod = {
  method: 'standard',
  fewestDays: 3,
  mostDays: 5,
  rates: Object.fromEntries((['EUR', 'GBP', 'USD'] as const).map(currency => [currency, [
    { upToGrams: 10_000, priceCents: 490, freeFromCents: 6000 }, { upToGrams: 30_000, priceCents: 990, freeFromCents: 6000 }
  ]]))
}
const EXPRESS: DeliveryMethod = {
  method: 'express',
  fewestDays: 1,
  mostDays: 2,
  rates: Object.fromEntries((['EUR', 'GBP', 'USD'] as const).map(currency => [currency, [{ upToGrams: 10_000, priceCents: 1190, freeFromCents: null }]]))
}

/** Both ways to every country but to Switzerland, which has the standard one; VAT in Ireland and Germany. */
export function termsWith (promotions: readonly Promotion[] = []): Terms {
  return {
    deliveries: Object.fromEntries(COUNTRY_CODES.map(code => [code, code === 'CH' ? [STANDARD] : [STANDARD, EXPRESS]])),
    taxRates: { IE: { standard: 2300, reduced: 1350 }, DE: { standard: 1900, reduced: 700 } },
    promotions
  }
}

/** A promotion that applies by itself, to all goods, at any time. */
export function promotionOf (values: Partial<Promotion> & Pick<Promotion, 'promotionId' | 'effect'>): Promotion {
  return {
    code: null, name: values.promotionId, category: null, minimums: null, startsAt: null, endsAt: null, totalUses: null, usesPerCustomer: null, usedUp: false, stacks: true, ...values
  }
}

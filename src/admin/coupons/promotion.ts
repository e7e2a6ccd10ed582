import type { Currency } from '../../money.ts'
import type { Effect } from '../../pricing/promotions.ts'

export const KINDS = ['percent', 'amount', 'buy-x-get-y', 'free-delivery'] as const satisfies ReadonlyArray<Effect['kind']>
export type Kind = typeof KINDS[number]

/** Where a promotion stands, by the database's clock. */
export const STATES = ['running', 'to-come', 'over', 'off'] as const
export type PromotionState = typeof STATES[number]

type Amounts = Readonly<Partial<Record<Currency, number>>>

/** What an admin can change of a promotion. What its kind does not take is null. */
export interface PromotionTerms {
  readonly code: string | null
  readonly name: string
  /** Empty where it has none: then the English one is said. */
  readonly germanName: string
  readonly kind: Kind
  readonly percent: number | null
  readonly amounts: Amounts | null
  readonly buy: number | null
  readonly get: number | null
  readonly category: string | null
  readonly minimums: Amounts | null
  readonly startsAt: Date | null
  readonly endsAt: Date | null
  readonly totalUses: number | null
  readonly usesPerCustomer: number | null
  readonly stacks: boolean
}

export interface KeptPromotion extends PromotionTerms {
  readonly promotionId: string
  readonly active: boolean
  readonly version: number
  readonly state: PromotionState
  /** Of those that are counted because it may be used only so often. */
  readonly counted: number
}

/** What the audit log tells of it, field by field. */
export function auditedFields ({ startsAt, endsAt, ...terms }: PromotionTerms & { active: boolean }): Record<string, unknown> {
  const { code, name, germanName, kind, percent, amounts, buy, get, category, minimums, totalUses, usesPerCustomer, stacks, active } = terms
  return {
    code, name, germanName, kind, percent, amounts, buy, get, category, minimums, totalUses, usesPerCustomer, stacks, active,
    startsAt: startsAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null
  }
}

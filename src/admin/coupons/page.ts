import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FieldErrors } from '../../accounts/forms.ts'
import { CURRENCIES } from '../../money.ts'
import { differing } from '../differing.ts'
import { readFrame } from '../frame.ts'
import { KIND_NAMES, typedOf, type TypedPromotion } from './form.ts'
import { KINDS, type KeptPromotion, type PromotionTerms } from './promotion.ts'
import { sumUses } from './queries.ts'
import { COLOURS, isUsedUp, MOST_USES, sayPromotion, showUses, STATE_NAMES } from './saying.ts'

export interface ShowingPromotion {
  /** Undefined where it is being made. */
  kept?: KeptPromotion
  typed: TypedPromotion
  errors?: FieldErrors
  /** What was typed is to be looked at before it is saved. */
  looked?: PromotionTerms
  /** Somebody else was quicker. */
  isOvertaken?: boolean
  /** What a new one is made after. */
  like?: KeptPromotion
}

/** The page of a promotion, or of one that is being made: 422 where something that was to be saved was not. */
export async function showPromotion (
  app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, { kept, typed, errors = {}, looked, isOvertaken = false, like }: ShowingPromotion
): Promise<FastifyReply> {
  if (isOvertaken || Object.keys(errors).length > 0) reply.code(422)
  const { locale } = request.preferences
  const { categories } = app.catalog.current()
  const say = (terms: PromotionTerms): string => sayPromotion(terms, { locale, categories })
  const path = kept ? `/admin/coupons/${kept.promotionId}` : '/admin/coupons/new'
  return reply.page('admin/coupon', {
    ...await readFrame(app, request, 'coupons'),
    path,
    returnTo: path,
    kept: kept ? { ...kept, stateName: STATE_NAMES[kept.state], colour: COLOURS[kept.state], isUsedUp: isUsedUp(kept), words: say(kept) } : null,
    uses: kept ? showUses(await sumUses(app.db, kept.promotionId, MOST_USES + 1), kept, locale) : null,
    action: kept ? path : '/admin/coupons',
    like: like?.name ?? '',
    // Every field has something to show.
    values: { ...NOTHING_TYPED, ...typed },
    errors,
    looked: looked ? say(looked) : '',
    isOvertaken,
    // What was typed stands in the form; beside it, what the colleague made of it.
    now: isOvertaken && kept ? differing(typed, typedOf(kept), field => FIELD_NAMES[field] ?? field.replace('amount_', 'Amount, ').replace('minimum_', 'Minimum order, ')) : [],
    kinds: KINDS.map(value => ({ value, text: KIND_NAMES[value] })),
    categories: [{ value: '', text: 'Everything' }, ...categories.map(({ slug, name }) => ({ value: slug, text: name }))],
    currencies: CURRENCIES
  })
}

const NOTHING_TYPED = {
  name: '', name_de: '', code: '', percent: '', amount_EUR: '', amount_GBP: '', amount_USD: '', buy: '', get: '', category: '', minimum_EUR: '', minimum_GBP: '', minimum_USD: '',
  first_day: '', last_day: '', total_uses: '', uses_per_customer: '', stacks: ''
}

const FIELD_NAMES: Readonly<Partial<Record<string, string>>> = {
  name: 'Name', name_de: 'German name', code: 'Code', kind: 'What it gives', percent: 'Percent', buy: 'Pieces to pay for', get: 'Pieces free', category: 'Which goods it applies to', first_day: 'First day', last_day: 'Last day',
  total_uses: 'Total uses', uses_per_customer: 'Uses per customer', stacks: 'Can be combined'
}

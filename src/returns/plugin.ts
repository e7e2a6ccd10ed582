import fp from 'fastify-plugin'
import { languageOf } from '../languages/language.ts'
import { formatMoney } from '../money.ts'
import { sayPieces } from '../orders/letter.ts'
import type { Order } from '../orders/order.ts'
import type { Db } from '../plugins/database.ts'
import type { KeptReturn } from './queries.ts'

declare module 'fastify' {
  interface FastifyInstance { returnLetters: ReturnLetters }
}

/** Puts letters about returns into the outbox, in the transaction of what they tell of, written as those about the order are. */
export interface ReturnLetters {
  /** Tells where a return stands now. A buyer who was forgotten, or who keeps it after all, gets none. */
  changed (db: Db, order: Order, kept: KeptReturn): Promise<void>
}

/** `app.returnLetters` */
export default fp(async app => {
  app.decorate('returnLetters', {
    async changed (db, order, { state, lines, answer, refundCents }) {
      if (order.email === '') return
      const language = languageOf(order.locale)
      const letter = { ...app.orderLetters.about(order), lines: lines.map(sayPieces), answer }
      if (state === 'requested') await app.mail.post(db, order.email, 'return-requested', letter, language)
      if (state === 'approved') await app.mail.post(db, order.email, 'return-approved', { ...letter, address: app.seller.lines }, language)
      if (state === 'refused') await app.mail.post(db, order.email, 'return-refused', letter, language)
      if (state === 'received') {
        await app.mail.post(db, order.email, 'return-received', { ...letter, refund: formatMoney(refundCents ?? 0, order.currency, order.locale) }, language)
      }
    }
  })
}, { name: 'return-letters', dependencies: ['order-letters', 'settings'] })

import { randomUUID } from 'node:crypto'
import { setImmediate as yieldLoop } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import pg from 'pg'
import { transaction } from '../../../plugins/database.ts'
import { UnprocessableInput } from '../../../plugins/errors.ts'
import { findKnown } from '../queries.ts'
import { newPlan, planLines, type Wish } from './plan.ts'
import { deleteHeld, deleteOneHeld, saveHeld, saveHeldLines, type HeldChange } from './queries.ts'

const CHUNK = 250
// The row that the lines are of.
const IS_GONE = '23503'
const OVERTAKEN = 'You have worked out something else in the meantime, in another window. That one waits for your yes, and this one was discarded.'

/**
 * Works out what wishes would do, and keeps that until its customer says yes: some hundred at a time, so that neither the memory nor
 * other requests suffer. Takes the place of what the same customer held before. Gives its id. Throws `UnprocessableInput` where another
 * one takes its place before it is worked out.
 */
export async function holdChange ({ server: { db }, customer }: FastifyRequest, kind: HeldChange['kind'], title: string, wishes: AsyncIterable<Wish> | Iterable<Wish>): Promise<string> {
  if (!customer) throw new UnprocessableInput()
  const heldId = randomUUID()
  await transaction(db, async tx => {
    await deleteHeld(tx, customer.shopperId)
    await saveHeld(tx, { heldId, kind, title }, customer.shopperId)
  })
  try {
    const plan = newPlan(await findKnown(db))
    let chunk: Wish[] = []
    const flush = async (): Promise<void> => {
      if (chunk.length > 0) await saveHeldLines(db, heldId, await planLines(db, plan, chunk))
      chunk = []
      await yieldLoop()
    }
    for await (const wish of wishes) {
      chunk.push(wish)
      if (chunk.length === CHUNK) await flush()
    }
    await flush()
    return heldId
  } catch (error) {
    await deleteOneHeld(db, heldId)
    if (error instanceof pg.DatabaseError && error.code === IS_GONE) throw new UnprocessableInput(OVERTAKEN)
    throw error
  }
}

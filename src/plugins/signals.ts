import { channel } from 'node:diagnostics_channel'

/** Something that happens now and again and that whoever runs the shop may want to count. To tell of it costs nothing where nobody listens. */
export interface Signal<Message> {
  tell (message: Message): void
  /** Returns what ends it. Listeners hear of all apps of the process. */
  listen (listener: (message: Message) => void): () => void
}

function signal<Message> (name: string): Signal<Message> {
  const told = channel(`tote.${name}`)
  return {
    tell: message => told.publish(message),
    listen (listener) {
      const hear = (message: unknown): void => listener(message as Message)
      told.subscribe(hear)
      return () => { told.unsubscribe(hear) }
    }
  }
}

/**
 * A change of a session that was not saved as it came.
 *
 * - `overtaken`: another request was quicker; it was made again on what that one had written.
 * - `outdated`: what this process remembered of the session was not its latest; it was made again on what the row holds.
 * - `ended`: the session has ended; it was not made, and the browser is asked to send it again.
 */
export const saveRefused = signal<{ reason: 'overtaken' | 'outdated' | 'ended' }>('save-refused')

/** What a login did with the cart of the visit; `undone` is a login that was rolled back. */
export const cartMerged = signal<{ outcome: 'nothing' | 'whole' | 'short' | 'undone' }>('cart-merged')

/** A job that this process will do every so often. */
export const jobPlanned = signal<{ job: string, everyMs: number }>('job-planned')

/** A turn of such a job is over. */
export const jobDone = signal<{ job: string, failed: boolean }>('job-done')

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { isDatabaseAway } from '../errors.ts'
import { isChange, isUnsafe } from '../origin.ts'
import { pruneRegularly } from '../jobs/regularly.ts'
import { addRouteHook } from '../route-hook.ts'
import { changeSession, type Changed, type SessionChange } from './change.ts'
import { EMPTY_SESSION, withFlash, type FlashKind, type SessionData } from './data.ts'
import { ANONYMOUS } from './lifetimes.ts'
import { dropRepeatedCookie, refuseDoubled, sendSessionCookie, settleCookie } from './cookie.ts'
import { refuseLate } from './late.ts'
import { registerSession } from './library.ts'
import { deleteExpiredSessions, slideSession, type Customer } from './queries.ts'
import { SessionSigner } from './signer.ts'
import { hashId, isAsSaved, ReadSession, SessionEnded, SessionStore, type SessionRow } from './store.ts'

declare module 'fastify' {
  interface Session extends SessionData {
    /** Absent until the session is stored. */
    row?: SessionRow
  }
  interface FastifyInstance {
    sessions: SessionStore
    /** `sid`, or `__Host-sid` on https. */
    sessionCookie: string
  }
  interface FastifyRequest {
    /** Who is signed in, as their row says now. */
    customer: Customer | undefined
    /** The one way to change a session: atomic and durable, see `changeSession` in change.ts. */
    changeSession (change: SessionChange): Promise<Changed>
    /** The id of a session that is not there (any more), where a well-signed cookie brought one. */
    endedId: string | undefined
    /** The session cookie goes out although it is the one that came. */
    renewsCookie: boolean
    /** The database is away: the page is shown as to nobody, and says so. */
    isSessionAway: boolean
    /** Reads the session where it is remembered only, before something of it is shown. */
    refreshSession (): Promise<void>
    /** Keeps a message for the next page that is shown. */
    flash (kind: FlashKind, text: string): Promise<void>
  }
  interface FastifyContextConfig {
    /** Signs in by itself: a request with the id of a session that ended at login is served, as a new visitor's. */
    startsSession?: boolean
    /** All that it does with the session is to change it by `changeSession`: what this process remembers of it will do. */
    onlyChangesSession?: boolean
    /** What it shows comes from memory: while the database is away, it is shown without what is somebody's own. */
    worksWithoutSession?: boolean
  }
}

export interface SessionOptions {
  secrets: string[]
  https: boolean
}

const PRUNE_INTERVAL_MS = 15 * 60_000
const AWAY_FOR_MS = 1000 // after a session could not be read, pages that do without one do not ask again

/** `request.session`, held in Postgres under a cookie that exists only once there is something to keep. */
export default fp<SessionOptions>(async (app, { secrets, https }) => {
  const store = new SessionStore(app.db)
  const cookieName = https ? '__Host-sid' : 'sid'
  app.decorate('sessions', store)
  app.decorate('sessionCookie', cookieName)

  const signer = new SessionSigner(secrets)
  const { load, save } = registerSession(app, {
    store,
    secret: signer,
    cookieName,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: https, maxAge: ANONYMOUS.idleS * 1000 },
    saveUninitialized: false,
    rolling: false
  })

  let awayUntilMs = 0
  app.addHook('onRequest', (request, reply, done) => {
    refuseDoubled(request, cookieName)
    const cookie = request.cookies[cookieName]
    const { onlyChangesSession = false, worksWithoutSession = false } = request.routeOptions.config
    if (isUnsafe(request.method) && !(onlyChangesSession && cookie)) return begin(request, reply, done)
    if (cookie === undefined) {
      request.session = NOBODY as FastifyRequest['session']
      return done()
    }
    const { valid, renew, value } = signer.unsign(cookie)
    if (!valid || renew) return begin(request, reply, done)
    const remembered = onlyChangesSession && store.recall(value, cookie)
    if (remembered) {
      request.session = remembered as unknown as FastifyRequest['session']
      return done()
    }
    if (worksWithoutSession && performance.now() < awayUntilMs) return goWithout(request, done)
    store.look(value, cookie).then(seen => {
      if (!seen) return begin(request, reply, done)
      request.session = seen as unknown as FastifyRequest['session']
      done()
    }, error => {
      if (!worksWithoutSession || !isDatabaseAway(error)) return done(error)
      awayUntilMs = performance.now() + AWAY_FOR_MS
      goWithout(request, done)
    })
  })

  function goWithout (request: FastifyRequest, done: () => void): void {
    request.session = NOBODY as FastifyRequest['session']
    request.isSessionAway = true
    done()
  }

  /** All that a request may need that changes something, or whose cookie is to be looked into. */
  function begin (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    load.call(app, request, reply, error => {
      if (error) return done(error)
      request.endedId = settleCookie(request, reply, cookieName, signer)
      if (!request.session.row) hideDefaults(request.session)
      if (!request.session.row?.slideDue) return done()
      slide(app, request, reply).then(() => done(), done)
    })
  }

  addRouteHook(app, 'preHandler', route => isChange(route) ? request => refuseLate(app, request) : undefined)
  app.addHook('onSend', function (request, reply, payload, done) {
    const finish = (error?: Error | null): void => {
      dropRepeatedCookie(request, reply, cookieName)
      // What sets a cookie, of whatever kind, is for one browser and for once.
      if (reply.hasHeader('set-cookie')) reply.header('cache-control', 'private, no-store')
      if (error) done(error)
      else done()
    }
    const { session } = request
    if (!needsSaving(session)) finish()
    else if (session instanceof ReadSession) store.set(session.sessionId, session, error => finish(error as Error | undefined))
    else save.call(this, request, reply, payload, finish)
  })

  app.decorateRequest('endedId', undefined)
  app.decorateRequest('renewsCookie', false)
  app.decorateRequest('isSessionAway', false)
  app.decorateRequest('customer', { getter (this: FastifyRequest) { return this.session?.row?.customer } })
  app.decorateRequest('changeSession', function (this: FastifyRequest, change: SessionChange) {
    if (this.session === NOBODY) startSession(this)
    return changeSession(app, this, change)
  })
  app.decorateRequest('refreshSession', async function (this: FastifyRequest) {
    if (!this.session?.row?.remembered) return
    if (!await store.refresh(this.session)) this.session = NOBODY as FastifyRequest['session']
  })
  app.decorateRequest('flash', async function (this: FastifyRequest, kind: FlashKind, text: string) {
    try {
      await this.changeSession(session => withFlash(session, { kind, text }))
    } catch (error) {
      // What it tells has happened: without a session to tell it in, the rest of the answer still holds.
      if (!(error instanceof SessionEnded)) throw error
    }
  })

  /** Nobody asked for a session before: `load` finds no cookie, and makes a new one on the spot. */
  function startSession (request: FastifyRequest): void {
    load.call(app, request, undefined as never, () => {})
    hideDefaults(request.session)
  }

  pruneRegularly(app, 'expired sessions', PRUNE_INTERVAL_MS, limit => deleteExpiredSessions(app.db, limit))
}, { name: 'session', dependencies: ['database', '@fastify/cookie'] })

/** What a request without a cookie sees while it only looks around: the same for all, and nothing is made for it. */
const NOBODY: Partial<FastifyRequest['session']> = Object.freeze({ ...EMPTY_SESSION })

/** False for nobody's, and where all that this request changed is saved and the browser has the cookie. */
function needsSaving (session: FastifyRequest['session'] | null): boolean {
  return session !== null && session !== NOBODY && !(session.row && !session.isSaved() && isAsSaved(session, session.row))
}

/** Gives a new session its empty cart and flash where @fastify/session does not look for changes: looking at pages stores nothing. */
function hideDefaults (session: FastifyRequest['session']): void {
  for (const [key, value] of Object.entries(EMPTY_SESSION)) {
    Object.defineProperty(session, key, { value, writable: true, configurable: true, enumerable: false })
  }
}

async function slide (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const slid = await slideSession(app.db, hashId(request.session.sessionId))
  if (slid && request.session.cookie.expires) sendSessionCookie(request, reply, app.sessionCookie)
}

import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionSigner } from './signer.ts'

/** Two different session cookies: somebody else set one of them (a sibling domain, say). Neither is believed. */
export function refuseDoubled (request: FastifyRequest, name: string): void {
  const header = request.headers.cookie
  if (!header || header.indexOf(name) === header.lastIndexOf(name)) return
  // Blanks around a name are no part of it for whoever reads the cookies, so they are none here.
  const values = header.split(';').map(pair => pair.trim()).filter(pair => pair.split('=', 1)[0]?.trim() === name)
  if (new Set(values).size > 1) request.cookies[name] = 'doubled'
}

/**
 * Decides about a cookie that does not name the session as it is. @fastify/session would clear it, and a late answer
 * that clears the cookie signs out somebody who has just signed in; so it is hidden from the library here.
 * Returns the id of a well-signed cookie whose session is not there (any more).
 */
export function settleCookie (request: FastifyRequest, reply: FastifyReply, name: string, signer: SessionSigner): string | undefined {
  const raw = request.cookies[name]
  if (raw === undefined || raw === request.session.encryptedSessionId) return undefined
  const { valid, value } = signer.unsign(raw)
  delete request.cookies[name]
  if (!valid || value === null) {
    reply.clearCookie(name, attributesOf(request.session))
    return undefined
  }
  if (value !== request.session.sessionId) return value
  sendSessionCookie(request, reply, name) // signed by an older secret: sign it with the first
  return undefined
}

/** Sends the cookie of the session as it is now, and spares @fastify/session from comparing it with the one that came. */
export function sendSessionCookie (request: FastifyRequest, reply: FastifyReply, name: string): void {
  const { encryptedSessionId } = request.session
  request.cookies[name] = encryptedSessionId
  request.renewsCookie = true
  reply.setCookie(name, encryptedSessionId, attributesOf(request.session))
}

/**
 * @fastify/session sends the cookie with every change. One that the browser has already says nothing new, and in an
 * answer that comes late, after a login in another tab, it would put the ended session's cookie over the new one.
 */
export function dropRepeatedCookie (request: FastifyRequest, reply: FastifyReply, name: string): void {
  if (!reply.hasHeader('set-cookie')) return
  // What is refused before its cookies are read has none yet.
  const came = (request.cookies as FastifyRequest['cookies'] | null)?.[name]
  if (came === undefined || request.renewsCookie) return
  const sent = [reply.getHeader('set-cookie') ?? []].flat().map(String)
  const kept = sent.filter(cookie => !cookie.startsWith(`${name}=`) || decodeURIComponent(cookie.slice(name.length + 1).split(';', 1)[0] ?? '') !== came)
  if (kept.length === sent.length) return
  reply.removeHeader('set-cookie')
  if (kept.length > 0) reply.header('set-cookie', kept)
}

/** Takes the session cookie from the browser. */
export function clearSessionCookie (reply: FastifyReply, name: string, secure: boolean): void {
  reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure })
}

function attributesOf ({ cookie }: FastifyRequest['session']): CookieSerializeOptions {
  const { path, httpOnly, sameSite, secure, expires } = cookie
  return { path, httpOnly, sameSite, secure, ...expires && { expires } }
}

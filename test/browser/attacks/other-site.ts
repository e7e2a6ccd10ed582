import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { CHROMIUM_ARGS } from '../chromium.js'

/** The ways in which a page can have the browser post somewhere else. The first two lead there. */
export const WAYS = ['form', 'form of plain text', 'form in a frame', 'fetch', 'beacon'] as const
export type Way = typeof WAYS[number]

/** Where its pages are: what browsers complain of there is no concern of the shop. */
const PATH = '/elsewhere'

/** Names as on the internet, so that the browser takes the shop for a site without https: it sends no Sec-Fetch-Site there. */
export const AS_ON_THE_INTERNET = { args: [...CHROMIUM_ARGS, '--host-resolver-rules=MAP *.example 127.0.0.1'] }

/** A site of somebody else, with one page that is empty. Returns its port, on every name of this machine. */
export async function openOtherSite (t: Test): Promise<number> {
  const server = createServer((_request, reply) => {
    reply.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,"><p>Win a teapot</p>')
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** The page of that site, under this name of the machine. */
export function elsewhere (name: string, port: number): string {
  return `http://${name}:${port}${PATH}`
}

/** Has the page that is open post this, and returns the status of the answer, which the shop tells: the page is not let see it. */
export async function postFrom (page: Page, { server }: FastifyInstance, way: Way, url: string, fields: Record<string, string>): Promise<number> {
  const answered = new Promise<number>(resolve => {
    server.on('request', function listen (request: IncomingMessage, reply: ServerResponse) {
      if (request.method !== 'POST') return
      server.off('request', listen)
      reply.once('close', () => resolve(reply.statusCode))
    })
  })
  const leaves = ['form', 'form of plain text'].includes(way)
  const [status] = await Promise.all([answered, leaves && page.waitForEvent('load'), page.evaluate(post, { way, url, fields })])
  return status
}

function post ({ way, url, fields }: { way: Way, url: string, fields: Record<string, string> }): void {
  const body = new URLSearchParams(fields)
  if (way === 'fetch') fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', body }).catch(() => {})
  else if (way === 'beacon') navigator.sendBeacon(url, body)
  else {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: url })
    const frame = Object.assign(document.createElement('iframe'), { name: 'hidden' })
    if (way === 'form in a frame') form.target = frame.name
    if (way === 'form of plain text') form.enctype = 'text/plain'
    for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    document.body.append(frame, form)
    form.submit()
  }
}

/** Leaves what pages of the shop complained of. */
export function forgetElsewhere (complaints: string[]): void {
  const own = complaints.filter(text => !text.startsWith(`${PATH}: `))
  complaints.splice(0, complaints.length, ...own)
}

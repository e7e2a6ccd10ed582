import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'

export interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: Record<string, string>
  links: Array<{ traceId: string, spanId: string }>
  status: { code?: number }
}

interface Sent { resourceSpans: Array<{ resource: { attributes: Attribute[] }, scopeSpans: Array<{ spans: Array<Omit<Span, 'attributes'> & { attributes: Attribute[] }> }> }> }
interface Attribute { key: string, value: Record<string, string | number> }

export interface Collector {
  url: string
  /** All that has come, as it came. */
  text (): string
  services (): string[]
  spans (): Span[]
  /** The first that fits, as soon as it is here. */
  find (what: string, fits: (span: Span) => boolean): Promise<Span>
}

/** As small a collector of OpenTelemetry as there can be: takes OTLP as JSON over HTTP. */
export async function openCollector (t: Test): Promise<Collector> {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    if (request.method === 'POST' && request.url === '/v1/traces') bodies.push(body)
    response.setHeader('content-type', 'application/json').end('{}')
  }).listen(0, '127.0.0.1')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const sent = (): Sent['resourceSpans'] => bodies.flatMap(body => (JSON.parse(body) as Sent).resourceSpans)
  const spans = (): Span[] => sent().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(span => ({ ...span, links: span.links ?? [], attributes: plain(span.attributes) }))))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    text: () => bodies.join('\n'),
    services: () => sent().map(({ resource }) => plain(resource.attributes)['service.name'] ?? ''),
    spans,
    async find (what, fits) {
      for (let tries = 0; tries < 200; tries += 1) {
        const found = spans().find(fits)
        if (found) return found
        await sleep(50)
      }
      throw new Error(`no span of ${what} among ${spans().map(({ name }) => name).join(', ')}`)
    }
  }
}

function plain (attributes: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, String(Object.values(value)[0])]))
}

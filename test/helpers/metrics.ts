import type { FastifyInstance } from 'fastify'

export const TOKEN = 'b'.repeat(32)

/** The setting: beside the pages, for who brings the token. */
export const BY_TOKEN = { port: undefined, token: TOKEN }

/** What /metrics says: name and labels, as they stand in the text, and the value. */
export async function scrape (app: FastifyInstance): Promise<Map<string, number>> {
  const lines = (await scrapeText(app)).split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
}

export async function scrapeText (app: FastifyInstance): Promise<string> {
  const { statusCode, body } = await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } })
  if (statusCode !== 200) throw new Error(`/metrics: ${statusCode}`)
  return body
}

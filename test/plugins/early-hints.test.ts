import http from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { openShop } from '../helpers/shop.ts'

t.test('a page is announced by a 103 where that is asked for, and nowhere else', async t => {
  for (const earlyHints of [true, false]) {
    const { app } = await openShop(t, { earlyHints })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const hintsOf = (path: string, headers: Record<string, string>): Promise<{ link: string, status: number }> => new Promise((resolve, reject) => {
      let link = ''
      const request = http.get({ port, path, headers }, answer => {
        answer.resume().on('end', () => resolve({ link, status: answer.statusCode ?? 0 }))
      })
      request.on('information', info => { link = String((info.headers as unknown as Record<string, string>).link) }).on('error', reject)
    })
    const page = await hintsOf('/products', { 'sec-fetch-dest': 'document' })
    t.equal(page.status, 200)
    t.equal(page.link.includes(`<${app.asset('/shop.css')}>; rel=preload; as=style`), earlyHints)
    for (const path of ['/products', '/sitemap.xml', '/api/v1/products']) t.equal((await hintsOf(path, {})).link, '', path)
  }
})

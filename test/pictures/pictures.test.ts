import { createServer } from 'node:http'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { formIn } from '../helpers/form.ts'
import { photo, upload } from '../helpers/upload.ts'
import { openAdmin } from '../admin/shop-with-orders.ts'

const PAGE = '/admin/products/dipped-mug'
const FORM = `${PAGE}/pictures`
const NAME = /\/pictures\/[0-9a-f]{32}-\d+x\d+/

async function folder (t: Test): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'pictures-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  return path
}

t.test('a picture is turned, stripped, cut to widths, and shown wherever the product is', async t => {
  const picturesFolder = await folder(t)
  const { boss: { visitor }, db, visitor: guest, app } = await openAdmin(t, 1, { picturesFolder })
  const sent = await sharp(await photo(1000, 600)).withExif({ IFD0: { Copyright: 'SECRET-PLACE' }, IFD3: { GPSLatitude: '53/1 20/1 0/1' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  t.match(sent.toString('latin1'), 'SECRET-PLACE')
  t.equal((await upload(visitor, FORM, sent)).statusCode, 303)
  t.equal((await upload(visitor, FORM, sent)).statusCode, 303, 'the same once more')
  const { rows: [{ more }] } = await db.query("select more_pictures as more from product where slug = 'dipped-mug'")
  t.equal(more.length, 1, 'is the same picture')
  t.match(more[0], /-600x1000$/, 'turned as the camera was held')

  const hash = more[0].slice(10, 42)
  t.strictSame((await readdir(picturesFolder)).sort(), ['-160.webp', '-400.webp', '-600.jpg', '-600.webp'].map(end => hash + end))
  for (const [end, type, format] of [['-400.webp', 'image/webp', 'webp'], ['-600.jpg', 'image/jpeg', 'jpeg']]) {
    const answer = await app.inject(`/pictures/${hash}${end}`)
    t.strictSame([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control'], answer.headers['set-cookie']], [200, type, 'public, max-age=31536000, immutable', undefined])
    const { exif, width = 0, height = 0, ...made } = await sharp(answer.rawPayload).metadata()
    t.strictSame([made.format, exif, Math.round(height / width * 100)], [format, undefined, 167])
    t.notMatch(answer.rawPayload.toString('latin1'), 'SECRET-PLACE')
  }
  for (const name of [`${hash}-401.webp`, `${hash}.webp`, '..%2f..%2fpackage.json', `${hash}-400.webp.x`, '%00', 'x']) t.equal((await app.inject(`/pictures/${name}`)).statusCode, 404, name)

  const fields = formIn(await visitor.get(PAGE), `${PAGE}/pictures/order`)
  const at = Object.entries(fields).length && Object.keys(fields).filter(name => name.startsWith('position-')).length
  t.ok(at >= 2)
  t.equal((await visitor.post(`${PAGE}/pictures/order`, { ...fields, 'position-2': '0', 'alt-2': 'A mug & its shadow', 'alt_de-2': 'Ein Becher' })).statusCode, 303)
  const browser = guest()
  for (const url of ['/', '/products?q=mug', '/products/dipped-mug', '/search/suggest?q=dipp']) {
    t.match((await browser.get(url)).body, new RegExp(`src="/pictures/${hash}-400.webp" srcset="/pictures/${hash}-160.webp 160w, [^"]*600w" sizes=`), url)
  }
  t.match((await browser.get('/products/dipped-mug?sku=MUG-SLATE')).body, 'alt="A mug &amp; its shadow"')
  t.match((await browser.get('/products/dipped-mug?sku=MUG-SLATE', { 'accept-language': 'de' })).body, 'alt="Ein Becher"')
  t.match((await browser.get('/products/dipped-mug?sku=MUG-SLATE')).body, new RegExp(`og:image" content="http://[^/]*/pictures/${hash}-600.jpg"[\\s\\S]*"image":"http://[^"]*${hash}-600.jpg"`))
  t.match((await browser.api('GET', '/products/dipped-mug')).body.picture, hash)
  await browser.post('/cart/items', { sku: 'MUG-SLATE', quantity: '1' })
  t.match((await browser.get('/cart')).body, hash)

  const all = formIn(await visitor.get(PAGE), `${PAGE}/pictures/order`)
  const late = { ...all }
  await visitor.post(`${PAGE}/pictures/order`, { ...all, ...Object.fromEntries(Object.keys(all).filter(name => name.startsWith('position-')).map(name => [name.replace('position', 'remove'), '1'])) })
  t.match((await browser.get('/products/dipped-mug')).body, '/static/no-picture', 'none is left')
  t.equal((await visitor.post(`${PAGE}/pictures/order`, late)).statusCode, 422, 'overtaken')
  const { rows } = await db.query("select key, before, after from audit where kind = 'picture' and key = $1 order by at", [more[0]])
  t.match(rows, [{ before: null, after: { product: 'dipped-mug' } }, { after: { 'alt en': 'A mug & its shadow' } }])
})

t.test('words for a picture that two products share are not lost, whichever of the two is saved', async t => {
  const { boss: { visitor }, apps: [, other], db } = await openAdmin(t, 2, { picturesFolder: await folder(t) })
  if (!other) throw new Error('two shops are needed')
  await visitor.post(`${PAGE}/duplicate`, { version: '1' })
  const [one, two] = [PAGE, `${PAGE}-2`]
  const formOf = async (page: string) => formIn(await visitor.get(page), `${page}/pictures/order`)
  const save = (page: string, form: Record<string, string>, at = visitor) => at.clone().post(`${page}/pictures/order`, form)
  const textOf = async (language: string) => (await db.query("select alt from picture_text where language = $1 and picture = (select picture from product where slug = 'dipped-mug')", [language])).rows[0]?.alt

  const [first, second] = [await formOf(one), await formOf(two)]
  t.equal((await save(one, { ...first, 'alt-1': 'A mug' })).statusCode, 303)
  t.equal((await save(two, { ...second, 'alt_de-1': 'Ein Becher' })).statusCode, 303)
  t.strictSame([await textOf('en'), await textOf('de')], ['A mug', 'Ein Becher'], 'what was not typed over stays')

  const [third, fourth] = [await formOf(one), await formOf(two)]
  t.equal((await save(one, { ...third, 'alt-1': 'A blue mug' })).statusCode, 303)
  const late = await save(two, { ...fourth, 'alt-1': 'A cup', 'position-1': '9' })
  t.equal(late.statusCode, 422)
  t.match(late.body.replace(/<[^>]+>/g, '|'), /Picture 1, in words\|+A blue mug\|+A cup\|/)
  t.equal(await textOf('en'), 'A blue mug')
  const again = formIn(late, `${two}/pictures/order`)
  t.strictSame([again['alt-1'], again['alt_de-1'], again['position-1']], ['A cup', 'Ein Becher', '9'])
  t.equal((await save(two, again)).statusCode, 303, 'once more, knowing it')
  t.equal(await textOf('en'), 'A cup')

  await db.query('delete from picture_text')
  const forms = [await formOf(one), await formOf(two)] as const
  const both = await Promise.all([save(one, { ...forms[0], 'alt-1': 'One' }), save(two, { ...forms[1], 'alt-1': 'Two' }, visitor.clone().at(other))])
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [303, 422], 'two at once')
  const { rows } = await db.query("select after from audit where kind = 'picture' order by at desc limit 1")
  t.strictSame(rows, [{ after: { 'alt en': await textOf('en') } }], 'only what was changed is written down')
})

t.test('what is no picture, too large, a bomb, or sent in another way is refused, and keeps the process going', async t => {
  const picturesFolder = await folder(t)
  const { boss: { visitor }, db, app } = await openAdmin(t, 1, { picturesFolder })
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const png = await photo(200, 200, 'png')
  // A head that promises 30,000 by 30,000 pixels.
  const bomb = Buffer.from(png)
  bomb.writeUInt32BE(30_000, 16)
  bomb.writeUInt32BE(30_000, 20)
  const flat = await sharp({ create: { width: 7200, height: 7200, channels: 3, background: '#fff' }, limitInputPixels: false }).png({ compressionLevel: 3 }).toBuffer()
  t.ok(flat.length < 2_000_000, 'small enough to be sent')
  const cases: Array<[string, Buffer | string]> = [
    ['an SVG that calls itself a JPEG', svg], ['text', 'GIF89a'], ['nothing', ''], ['half a picture', png.subarray(0, 150)], ['a damaged one', Buffer.concat([png.subarray(0, 60), Buffer.alloc(500)])],
    ['a false head', bomb], ['a bomb', flat], ['a tiny one', await photo(20, 20)], ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, '\xff\xd8\xff')]
  ]
  for (const [name, bytes] of cases) {
    const answer = await upload(visitor, FORM, bytes)
    t.equal(answer.statusCode, 422, name)
    t.match(answer.body, 'id="file-error"', name)
  }
  t.equal((await visitor.post(`${PAGE}/pictures`, { file: 'x' })).statusCode, 415)
  const field = '--xYz\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n'
  t.ok([413, 422].includes((await upload(visitor, FORM, await photo(200, 200), { before: field })).statusCode), 'a field that the form has not')
  t.equal((await upload(visitor, PAGE, await photo(200, 200))).statusCode, 415, 'a file for a form without one')
  t.equal((await visitor.send({ method: 'POST', url: `${PAGE}/pictures`, payload: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'cross-site' } })).statusCode, 403)
  t.strictSame(await readdir(picturesFolder), [], 'nothing was kept')
  t.equal((await db.query("select more_pictures as more from product where slug = 'dipped-mug'")).rows[0].more.length, 0)

  for (const format of ['png', 'webp', 'avif'] as const) t.equal((await upload(visitor, FORM, await photo(300, 300, format), { filename: '../../evil.svg', type: 'image/svg+xml' })).statusCode, 303, format)
  const many = await Promise.all(Array.from({ length: 4 }, async (_, at) => upload(visitor.clone(), FORM, await photo(300 + at, 300))))
  t.strictSame(many.map(({ statusCode }) => statusCode), [303, 303, 303, 303], 'several at once: none is lost')
  t.equal((await db.query("select more_pictures as more from product where slug = 'dipped-mug'")).rows[0].more.length, 7)
  t.equal((await app.inject('/healthz')).statusCode, 200)
})

t.test('a bucket keeps them as well, and is asked for them with a signature', async t => {
  const kept = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const isSigned = /^AWS4-HMAC-SHA256 Credential=the-key\/\d{8}\/eu-west-1\/s3\/aws4_request/.test(request.headers.authorization ?? '')
    if (!isSigned) return response.writeHead(403).end()
    const key = request.url ?? ''
    if (request.method === 'PUT') kept.set(key, Buffer.concat(chunks))
    const found = kept.get(key)
    response.writeHead(found ? 200 : 404).end(request.method === 'GET' ? found : undefined)
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await new Promise(resolve => server.once('listening', resolve))
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pottle`)
  const { boss: { visitor }, apps: [, other], db } = await openAdmin(t, 2, { picturesS3: { url, keyId: 'the-key', secret: 'a-secret', region: 'eu-west-1' } })
  t.equal((await upload(visitor, FORM, await photo(500, 500))).statusCode, 303)
  const { rows: [{ more }] } = await db.query("select more_pictures as more from product where slug = 'dipped-mug'")
  t.match(more[0], NAME)
  const path = `/pictures/${more[0].slice(10, 42)}-400.webp`
  t.ok(kept.has(path.replace('/pictures', '/pottle')))
  t.equal((await other?.inject(path))?.statusCode, 200, 'from the other process')
  t.equal((await other?.inject(path.replace('-400', '-399')))?.statusCode, 404)
  server.closeAllConnections()
  server.close()
  t.match(await other?.inject(path), { statusCode: 503, headers: { 'cache-control': 'no-store', 'retry-after': '5' } }, 'when the bucket is away, nobody keeps that it was not there')
})

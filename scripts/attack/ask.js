import { request } from 'node:http'

/** One request as any client sends it, with a form or without, under any Host. */
export function ask ({ port }, path, { form, host = 'shop.example', headers = {} } = {}) {
  const body = form && new URLSearchParams(form).toString()
  const bodyHeaders = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method: body === undefined ? 'GET' : 'POST', agent: false, timeout: 10_000, headers: { ...headers, ...bodyHeaders, host } }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', chunk => { text += chunk }).once('error', reject)
        .once('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
    }).once('timeout', function () { this.destroy(new Error(`${path} takes longer than 10 s`)) }).once('error', reject).end(body)
  })
}

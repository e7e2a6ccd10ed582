const VISITORS = 1000
const MOST_HEADERS = 2000 // bytes

export const list = {
  title: 'list of 24, no cookie',
  ceiling: { name: 'C0', path: '/c0/list' },
  goal: 1,
  prepare: front => pagePoint(front, 'list', [{ path: '/products' }])
}

export const listSession = {
  title: 'list of 24, session with 3 items',
  ceiling: { name: 'C1', path: '/c1/list-session' },
  goal: 0.85,
  prepare: front => ofVisitors(front, 'list-session', '/products')
}

export const cart = {
  title: 'cart page, 3 lines',
  ceiling: { name: 'C1', path: '/c1/cart' },
  goal: 0.8,
  prepare: front => ofVisitors(front, 'cart', '/cart')
}

/** So many visitors in turn: one alone would be a row that never leaves any cache. */
async function ofVisitors (front, name, path) {
  const cookies = await front.copyVisitor(name, front.visitor, VISITORS)
  return pagePoint(front, name, cookies.map(cookie => ({ path, headers: { cookie } })))
}

function pagePoint (front, name, requests) {
  const page = front.pages[name]
  return {
    requests,
    // What is sent is looked at between blocks, each time by another of the visitors: it is the page that the ceiling sends, to the byte.
    async check ({ requests: answered, connections, bytes }) {
      const length = Buffer.byteLength(page)
      if (bytes !== null && (bytes < answered * length || bytes > (answered + connections) * (length + MOST_HEADERS))) throw new Error(`${answered} pages of ${length} bytes came as ${bytes} bytes`)
      const { path, headers } = requests[Math.floor(Math.random() * requests.length)]
      const answer = await fetch(front.server.url + path, { headers: { ...headers, 'accept-encoding': 'identity' }, signal: AbortSignal.timeout(30_000) })
      const text = await answer.text()
      if (answer.status !== 200 || text !== page) throw new Error(`${path} of ${front.name} is not the page any more that it was: ${answer.status}, ${text.length} instead of ${page.length} characters`)
    }
  }
}

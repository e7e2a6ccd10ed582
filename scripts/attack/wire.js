import { connect } from 'node:net'

const QUIET_MS = 1000
const LIMIT_MS = 20_000

/**
 * Sends bytes over a connection of its own and gives what comes back until the shop closes it, or says nothing for `quietMs`.
 * Text goes out as Latin-1, byte for byte.
 */
export function exchange ({ port }, bytes, { quietMs = QUIET_MS } = {}) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const startedAt = performance.now()
    let text = ''
    let closed = false
    const end = () => {
      clearTimeout(quiet)
      clearTimeout(limit)
      socket.destroy()
      resolve({ text, closed, statuses: statusesOf(text), ms: Math.round(performance.now() - startedAt) })
    }
    let quiet = setTimeout(end, quietMs)
    const limit = setTimeout(end, LIMIT_MS)
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      clearTimeout(quiet)
      quiet = setTimeout(end, quietMs)
    })
    socket.once('error', error => {
      if (error.code === 'ECONNREFUSED') reject(error)
    })
    socket.once('close', () => {
      closed = true
      end()
    })
    socket.write(Buffer.from(bytes, 'latin1'))
  })
}

/** A connection that somebody else fills or leaves silent. `closedAfter` resolves to the seconds that the shop kept it. */
export function open ({ port }, first = '') {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const startedAt = performance.now()
  socket.on('error', () => {}) // being cut off is what is waited for
  const closedAfter = new Promise(resolve => socket.once('close', () => resolve((performance.now() - startedAt) / 1000)))
  if (first) socket.write(first)
  return { socket, closedAfter }
}

/** The statuses of all answers in what came over a connection; interim ones (1xx) do not count. */
export function statusesOf (text) {
  return [...text.matchAll(/HTTP\/1\.1 ([2-5]\d\d) /g)].map(([, status]) => Number(status))
}

/** A request as it goes over the wire, with the headers in the order given. */
export function request (method, path, headers = [], body = '') {
  return [`${method} ${path} HTTP/1.1`, 'Host: shop.example', ...headers, '', body].join('\r\n')
}

/** As a browser sends a form: small, and from an address of its own, as a proxy in front of a shop tells it. */
export function formRequest (path, headers, body) {
  return { method: 'POST', path, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body }
}

/** One of sixteen million addresses. */
export function addressOf (n) {
  return `10.${n >> 16 & 255}.${n >> 8 & 255}.${n & 255}`
}

/** Throws unless each answer that came has done its work; what was still asked when the load ended may have, too. */
export function expectAll (what, { requests, failed, connections }, done) {
  if (done >= requests - failed && done <= requests + connections) return
  throw new Error(`${requests} answers over ${connections} connections, of which ${failed} failed, but ${done} ${what} in the database`)
}

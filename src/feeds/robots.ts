/** What belongs to one shopper or to nobody, and searches, each of which costs the database something. */
const CLOSED = [
  '/cart', '/checkout', '/orders', '/account', '/login', '/logout', '/register', '/forgot-password', '/reset-password', '/confirm-email', '/preferences', '/admin',
  '/search', '/*?q=', '/*&q='
]

/** robots.txt (RFC 9309). Filtered and sorted lists are open, so that robots read on them that they are not to be listed. */
export function robotsText (sitemap: string): string {
  return ['User-agent: *', ...CLOSED.map(path => `Disallow: ${path}`), '', `Sitemap: ${sitemap}`, ''].join('\n')
}

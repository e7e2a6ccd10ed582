import type { BrowserContext, Page } from 'playwright-core'

/**
 * Writes down what a browser complains about: errors of scripts and of the console, which is also where a content security
 * policy tells what it refused, and files that did not come. The status of a page itself is what tests ask for elsewhere.
 */
export function collectComplaints (context: BrowserContext, complaints: string[]): void {
  const note = (page: Page | null | undefined, text: string): void => { complaints.push(`${pathOf(page?.url())}: ${text}`) }
  context.on('console', message => {
    const isStatus = message.text().startsWith('Failed to load resource: the server responded')
    if (message.type() === 'error' && !isStatus) note(message.page(), message.text())
  })
  context.on('weberror', failure => note(failure.page(), String(failure.error())))
  context.on('response', response => {
    const isPage = ['document', 'fetch'].includes(response.request().resourceType())
    if (!isPage && response.status() >= 400) note(response.frame().page(), `${response.status()} ${response.url()}`)
  })
}

function pathOf (url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).pathname : 'a closed page'
}

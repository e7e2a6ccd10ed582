import type { Page } from 'playwright-core'

/** Texts of which a page that took them for markup would make an element with the class `forged`, or run a script. */
export const MARKUP = [
  '<img src=x class=forged onerror=alert(1)>', '"><svg class=forged onload=alert(1)>', "' class='forged' onmouseover='alert(1)' x='", '</title><script class=forged>alert(1)</script>',
  '</textarea></select><a class=forged href="javascript:alert(1)">x</a>', '{{7*7}}{{constructor.constructor("alert(1)")()}}', 'javascript:alert(1)//',
  '+ADw-script class+AD0-forged+AD4-alert(1)+ADw-/script+AD4-', '＜script＞alert(1)＜/script＞', '&lt;img class=forged&gt; \u200f<b class=forged>b'
] as const

/** Collects what pages of this window say in dialogs, and closes these. */
export function collectDialogs (page: Page): string[] {
  const dialogs: string[] = []
  page.on('dialog', dialog => {
    dialogs.push(`${new URL(page.url()).pathname}: ${dialog.message()}`)
    dialog.dismiss().catch(() => {})
  })
  return dialogs
}

/** Elements that no template of the shop has: those that were typed, handlers, scripts in the page, links that run one. */
export async function findForged (page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll('*')].filter(element => {
    const names = element.getAttributeNames()
    const runs = names.some(name => /^(href|src|action|formaction|data)$/.test(name) && /^\s*javascript:/i.test(element.getAttribute(name) ?? ''))
    // The shop's own data for machines is no script; what stands in it ends where it ends, or is no JSON.
    const isData = element.matches('script[type="application/ld+json"]') && element.textContent !== null && JSON.parse(element.textContent) !== null
    return element.matches('.forged') || (element.matches('script:not([src])') && !isData) || names.some(name => name.startsWith('on')) || runs
  }).map(element => element.outerHTML.slice(0, 200)))
}

/** True when a reader finds this in the page as it was typed: in its text, in a field, or in the title. Blanks in a row count as one. */
export async function shows (page: Page, text: string): Promise<boolean> {
  return page.evaluate(wanted => {
    const tidy = (words: string): string => words.replace(/\s+/g, ' ')
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, option')].map(({ value }) => value)
    return [document.body.textContent ?? '', document.title, ...fields].some(words => tidy(words).includes(tidy(wanted)))
  }, text)
}

// Words of English that no German text has, and that hardly a sentence goes without.
const ENGLISH = /\b(the|your|and|with|are|of|you|our|this|from|for|not)\b/i

/** What of a page is not shown, and what says of itself that it is English. */
const ELSEWHERE = /<!--.*?-->|<(script|style)\b.*?<\/\1>|<(\w+)(?=[^>]*\slang="en")[^>]*>.*?<\/\2>/gs
const ATTRIBUTES = /\s(?:aria-label|placeholder|alt|title|content|data-label)="([^"]*)"/g

/** The texts of a page, among them its title, and those in attributes, that are English though nothing says so. */
export function englishIn (html: string): string[] {
  const shown = html.replace(/<html[^>]*>/, '').replace(ELSEWHERE, ' ')
  const inAttributes = [...shown.matchAll(ATTRIBUTES)].map(match => match[1] ?? '')
  const texts = shown.replace(/<\/?(?:a|b|br|code|em|span|strong|time)\b[^>]*>/g, '').split(/<[^>]*>/)
  return [...texts, ...inAttributes].map(text => text.replace(/\s+/g, ' ').trim()).filter(text => ENGLISH.test(text))
}

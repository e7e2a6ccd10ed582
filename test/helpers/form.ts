import type { Answer } from './visitor.ts'

/** The fields of the form on a page that posts to this address, as a browser would send them. */
export function formIn ({ body }: Answer, action: string): Record<string, string> {
  const form = body.split('<form').find(part => part.includes(`action="${action}"`))?.split('</form>')[0]
  if (form === undefined) throw new Error(`there is no form to ${action}`)
  const plain = (text = ''): string => text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1]
    const isSent = !tag.includes('type="file"') && (!tag.includes('type="checkbox"') || tag.includes(' checked'))
    if (name && isSent) fields[name] = plain(/ value="([^"]*)"/.exec(tag)?.[1])
  }
  for (const [, name, text] of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)/g)) fields[String(name)] = plain(text)
  for (const [, name, options] of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    fields[String(name)] = plain(/value="([^"]*)" selected/.exec(options ?? '')?.[1] ?? /value="([^"]*)"/.exec(options ?? '')?.[1])
  }
  return fields
}

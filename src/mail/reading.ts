export interface Word {
  text: string
  /** The path that a link of this shop leads to. */
  link: string | null
}

/** The paragraphs of a letter, with its links to this shop as links of the page: whatever host they name, they open here. */
export function paragraphsOf (body: string): Word[][] {
  return body.trim().split(/\n{2,}/).map(paragraph => paragraph.split(/(https?:\/\/\S+)/).filter(Boolean).map(text => {
    const url = /^https?:/.test(text) && URL.canParse(text) ? new URL(text) : undefined
    return { text, link: url ? url.pathname + url.search : null }
  }))
}

/** The paragraphs of a letter, line by line, with these addresses as links, and no others. */
export function paragraphsWith (body: string, links: readonly string[]): Array<Array<Array<{ text: string, isLink: boolean }>>> {
  return body.trim().split(/\n{2,}/).map(paragraph => paragraph.split('\n').map(line => partsOf(line, links)))
}

function partsOf (line: string, links: readonly string[]): Array<{ text: string, isLink: boolean }> {
  const link = links.find(link => line.endsWith(link))
  if (link === undefined) return [{ text: line, isLink: false }]
  return [{ text: line.slice(0, -link.length), isLink: false }, { text: link, isLink: true }].filter(({ text }) => text !== '')
}

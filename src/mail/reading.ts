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

import { randomBytes } from 'node:crypto'
import nunjucks from 'nunjucks'

/** A place in a page that is filled in for each reader: which template shows it, and what the page itself gives that. */
export interface Blank {
  readonly template: string
  readonly args: Readonly<Record<string, unknown>>
}

// Stands around each blank in what a template makes. Nobody can write it into a product or a review: it is drawn anew by each process.
const EDGE = `\u0002${randomBytes(16).toString('hex')}\u0003`

interface Parser {
  nextToken (): { value: string }
  parseSignature (tolerant: null, noParens: boolean): unknown
  advanceAfterBlockEnd (name: string): void
}
interface Nodes { CallExtension: new (extension: object, method: string, args: unknown) => unknown }

/**
 * `{% blank "partials/tools.njk", { loginUrl: loginUrl } %}`: here goes what that template shows of whoever reads the page. It is not
 * rendered with the page, and sees nothing of it but what is handed over, as JSON, and the layout's own data.
 */
export class BlankTag {
  readonly tags = ['blank']

  parse (parser: Parser, nodes: Nodes): unknown {
    const token = parser.nextToken()
    const args = parser.parseSignature(null, true)
    parser.advanceAfterBlockEnd(token.value)
    return new nodes.CallExtension(this, 'run', args)
  }

  run (_context: unknown, template: string, args: object = {}): unknown {
    return new nunjucks.runtime.SafeString(EDGE + JSON.stringify({ template, args }) + EDGE)
  }
}

/** What a template made, in pieces: markup and blanks in turn, markup first and last. */
export function cutAtBlanks (html: string): Array<string | Blank> {
  return html.split(EDGE).map((piece, at) => at % 2 === 0 ? piece : JSON.parse(piece) as Blank)
}

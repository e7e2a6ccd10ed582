import { HtmlValidate } from 'html-validate'
import t from 'tap'
import { openShop } from '../helpers/shop.ts'
import { PAGES, type Visit } from './pages.ts'
import { setScene } from './scene.ts'

// Nothing about validity or accessibility is off.
// Safari takes a list without bullets for no list, unless it says so: https://bugs.webkit.org/show_bug.cgi?id=170179
// and the rows of a table that fold up for none: https://adrianroselli.com/2018/02/tables-css-display-properties-and-aria.html
const SAID_ROLE = /^Redundant role "(list" on <[ou]l>|(table|rowgroup|row|cell|columnheader|rowheader)" on <t(able|head|body|r|d|h)>)$/

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Boxes of one name are a list of values (HTML, 4.10.21.4), of which a list takes any.
    'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }],
    'void-style': ['error', { style: 'omit' }],
    'doctype-style': ['error', { style: 'lowercase' }],
    // Nunjucks leaves the blanks of its own lines. They mean nothing in HTML and next to nothing in brotli.
    'no-trailing-whitespace': 'off',
    // A title begins with what has just happened, for those who hear it, and that is a sentence.
    'long-title': 'off',
    // The summary of errors stands above h1 and has a heading, as the GOV.UK Design System has it; skips and a second h1 are errors.
    'heading-level': ['error', { minInitialRank: 'h2' }]
  }
})

t.test('every page is valid HTML with one h1, headings in order and a title of its own', async t => {
  const scene = await setScene(t, await openShop(t))
  const titles = new Map<string, string>()
  for (const { name, status, visit } of PAGES) {
    const ready = await visit(scene, 'light')
    const answer = await open(ready)
    t.equal(answer.statusCode, status, `${name}: ${status}`)
    t.strictSame(await validityProblems(answer.body), [], `${name}: valid`)
    t.strictSame(headingProblems(answer.body), [], `${name}: headings`)
    const title = /<title>([^<]*)<\/title>/.exec(answer.body)?.[1] ?? ''
    t.match(title, /\S+ – Pottle( admin)?$/, `${name}: a title`)
    const address = addressOf(ready.url)
    t.equal(titles.get(title) ?? address, address, `${name}: no other page is called "${title}"`)
    titles.set(title, address)
  }
})

function open ({ visitor, url, form }: Visit): ReturnType<Visit['visitor']['get']> {
  return form ? visitor.post(url, form) : visitor.get(url)
}

/** Two addresses may show one page: an order, and a product with its first variant. */
function addressOf (url: string): string {
  return url.replace('/account/orders/', '/orders/').replace(/(\/products\/.*)\?sku=.*$/, '$1')
}

async function validityProblems (body: string): Promise<string[]> {
  const { results } = await validator.validateString(body)
  return results.flatMap(({ messages }) => messages)
    .filter(({ message }) => !SAID_ROLE.test(message))
    .map(({ ruleId, line, message, selector }) => `${ruleId}, line ${line}: ${message} ${selector ?? ''}`)
}

function headingProblems (body: string): string[] {
  const ranks = [...body.matchAll(/<h([1-6])[\s>]/g)].map(([, rank]) => Number(rank))
  const skips = ranks.flatMap((rank, at) => at > 0 && rank > Number(ranks[at - 1]) + 1 ? [`h${rank} after h${ranks[at - 1]}`] : [])
  const firsts = ranks.filter(rank => rank === 1).length
  return firsts === 1 ? skips : [`${firsts} h1`, ...skips]
}

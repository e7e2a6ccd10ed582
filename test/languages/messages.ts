import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import ts from 'typescript'
import { BlankTag } from '../../src/plugins/sheets/blank.ts'

/** An English message, and where the shop says it. */
export interface Message { message: string, file: string }

// Errors whose sentence a page shows.
const ERRORS = /^(PageError|NotFound|Forbidden|UnprocessableInput|Unavailable|NamedProblem)$/
const ENGLISH_ALONE = /^(src|templates)\/admin\//

/** Every message of the shop's code and templates that a reader of another language gets to see. */
export function listMessages (): Message[] {
  return [...filesOf('src', '.ts').flatMap(inCode), ...filesOf('templates', '.njk').flatMap(inTemplate)]
}

function filesOf (directory: string, ending: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map(name => join(directory, name)).filter(name => name.endsWith(ending) && !ENGLISH_ALONE.test(name)).sort()
}

/** `t('…')`, `request.t('…')`, `phrase('…')`, `new NotFound('…')`, `new PageError(429, '…')` and `new NamedProblem(409, 'name', '…')`. */
function inCode (file: string): Message[] {
  const found: Message[] = []
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const visit = (node: ts.Node): void => {
    const words = wordsOf(node)
    if (words && ts.isStringLiteralLike(words)) found.push({ message: words.text, file })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** What may stand before the words is a status, and the name of a problem. */
function wordsOf (node: ts.Node): ts.Expression | undefined {
  if (!saysSomething(node)) return undefined
  const given = (node.arguments ?? []).filter(one => !ts.isNumericLiteral(one))
  return ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'NamedProblem' ? given[1] : given[0]
}

function saysSomething (node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  if (ts.isNewExpression(node)) return ts.isIdentifier(node.expression) && ERRORS.test(node.expression.text)
  if (!ts.isCallExpression(node)) return false
  const { expression } = node
  const name = ts.isIdentifier(expression) ? expression.text : ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
  return name === 't' || name === 'phrase'
}

interface Call { name: { value: unknown }, args: { children: object[] } }

// Not in the types of nunjucks.
const { parser, nodes } = nunjucks as unknown as {
  parser: { parse (text: string, extensions: object[]): { findAll (kind: unknown): Call[] } }
  nodes: { FunCall: unknown, Literal: new () => { value: unknown } }
}

/** `{{ t('…') }}` and `{{ rich('…') }}`. */
function inTemplate (file: string): Message[] {
  return parser.parse(readFileSync(file, 'utf8'), [new BlankTag()]).findAll(nodes.FunCall)
    .filter(({ name }) => name.value === 't' || name.value === 'rich')
    .flatMap(({ args: { children: [words] } }) => words instanceof nodes.Literal && typeof words.value === 'string' ? [{ message: words.value, file }] : [])
}

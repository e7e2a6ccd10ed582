import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const ROOT = new URL('../../templates/', import.meta.url).pathname

/** What all letters that are pages are written in. */
const LETTER = 'mail/_letter.html.njk'

const RULES: Array<[string, RegExp]> = [
  ['the filter safe, which turns escaping off', /\|\s*safe\b/],
  ['a block without escaping', /autoescape/],
  ['an inline style', /\sstyle\s*=/i],
  // Data in a script element is not run; all of it is what the filter makes, which escapes for this place and for no other.
  ['an inline script', /<script(?![^>]*\ssrc=)(?! type="application\/ld\+json">\{\{ [a-z.]+ \| jsonld \}\}<\/script>)/i],
  ['data for a script elsewhere', /(?<!<script type="application\/ld\+json">\{\{ [a-z.]{1,40} )\|\s*jsonld/i],
  ['an event handler', /\son[a-z]+\s*=/i],
  ['an attribute without quotes', /\s[a-z-]+=\{\{/],
  ['a macro that sees more than its arguments', /import[^%]*with context/],
  ['a link to another host', /(?:src|href|action)="(?:https?:)?\/\//]
]

t.test('no template has', async t => {
  const names = templates()
  t.ok(names.length > 20)
  for (const [what, pattern] of RULES) {
    t.strictSame(names.filter(name => pattern.test(read(name))), [], what)
  }
})

t.test('pages have their styles in sheets; a letter has one style block, in the layout of letters, and nothing from elsewhere', async t => {
  const withStyle = templates().filter(name => /<style|@import|url\(/i.test(read(name)))
  t.strictSame(withStyle, [LETTER])
  t.equal(read(LETTER).match(/<style/g)?.length, 1)
  t.notMatch(read(LETTER), /@import|url\(|<link|<img/i)
  for (const name of templates().filter(isLetter)) t.notMatch(read(name), /asset\(|<form|<img|<link|<script/, name)
})

t.test('every class that a template uses is one of the style sheets', async t => {
  const styles = join(ROOT, '../static/styles')
  const sheet = readdirSync(styles).map(name => readFileSync(join(styles, name), 'utf8')).join('')
  for (const name of templates()) {
    const known = classesOf(isLetter(name) ? read(LETTER) : sheet)
    const template = read(name).replace(/\{%.*?%\}|\{\{.*?\}\}/g, '§')
    const used = [...template.matchAll(/class="([^"]*)"/g)].flatMap(([, classes]) => String(classes).split(/\s+/))
    t.strictSame(used.filter(word => word !== '' && !word.includes('§') && !known.has(word)), [], name)
  }
})

t.test('a class means one thing: no two sheets say at their heads that they make it', async t => {
  const styles = join(ROOT, '../static/styles')
  const makers = new Map<string, string[]>()
  for (const name of readdirSync(styles)) {
    const [head = ''] = /^\/\*[^]*?\*\//.exec(readFileSync(join(styles, name), 'utf8')) ?? []
    for (const [, word = ''] of head.matchAll(/(?:^| {2,})\.([a-z][\w-]*)/gm)) makers.set(word, [...makers.get(word) ?? [], name])
  }
  t.ok(makers.size > 100)
  t.strictSame([...makers].filter(([, names]) => names.length > 1).map(([word, names]) => `${word}: ${names.join(', ')}`), [])
})

function templates (): string[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.njk'))
}

function read (name: string): string {
  return readFileSync(join(ROOT, name), 'utf8')
}

function isLetter (name: string): boolean {
  return name.endsWith('.html.njk')
}

function classesOf (sheet: string): Set<string | undefined> {
  return new Set([...sheet.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name))
}

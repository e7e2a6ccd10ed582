import { readFileSync } from 'node:fs'
import t from 'tap'
import { BY_TOKEN, scrapeText } from '../helpers/metrics.ts'
import { openShop } from '../helpers/shop.ts'

interface Dashboard { panels: Array<{ targets?: Array<{ expr: string }> }>, templating: { list: Array<{ query: string }> } }

function read (name: string): string {
  return readFileSync(new URL(`../../deploy/monitoring/${name}`, import.meta.url), 'utf8')
}

/** What rules and charts ask for, each with where it stands. */
function asked (): Array<{ where: string, expression: string }> {
  const rules = read('alerts.yml').split(/^ {6}- alert: /m).slice(1).map(rule => ({ where: rule.split('\n')[0] ?? '', expression: /^ {8}expr: ([\s\S]*?)^ {8}\w/m.exec(rule)?.[1] ?? '' }))
  const { panels, templating } = JSON.parse(read('dashboard.json')) as Dashboard
  const charts = panels.flatMap(({ targets = [] }) => targets).map(({ expr }) => expr)
  return [...rules, ...[...charts, ...templating.list.map(({ query }) => query).filter(query => query !== 'prometheus')].map(expression => ({ where: 'dashboard', expression }))]
}

t.test('every number that an alert or a chart asks for is in the metrics, with the labels it is asked by', async t => {
  const { app } = await openShop(t, { metrics: BY_TOKEN })
  await scrapeText(app)
  const text = await scrapeText(app) // which tells of the first
  const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => [name, kind]))
  const names = new Set([...kinds].flatMap(([name, kind]) => kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : kind === 'summary' ? [name, `${name}_sum`, `${name}_count`] : [name]))
  const labelsOf = (name: string): string[] => [...new Set(new RegExp(`^${name}(?:_bucket)?\\{(.*)\\}`, 'm').exec(text)?.[1]?.match(/\w+(?==")/g) ?? [])]

  const expressions = asked()
  t.ok(expressions.length > 40, `${expressions.length}`)
  for (const { where, expression } of expressions) {
    const found = [...expression.replaceAll(/"[^"]*"/g, '""').matchAll(/\b((?:tote|http|nodejs|process)_\w+|up)\b(?:\{([^}]*)\})?/g)]
    t.ok(found.length > 0, `${where}: ${expression}`)
    for (const [, name = '', matchers = ''] of found.filter(([, name]) => name !== 'up')) {
      t.ok(names.has(name), `${where}: ${name}`)
      const labels = matchers.split(',').map(matcher => matcher.split(/[=!]/)[0]?.trim() ?? '').filter(label => label !== '' && label !== 'instance')
      const known = labelsOf(name.replace(/_(bucket|count)$/, ''))
      t.strictSame(labels.filter(label => !known.includes(label)), [], `${where}: labels of ${name}`)
    }
  }
  for (const { expression } of expressions) t.notMatch(expression, /\btote_(sessions|carts|orders|mails)\b(?<!max.*)/, 'every process tells the same of the database')
})

t.test('every alert is explained', async t => {
  const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  for (const [, name = ''] of read('alerts.yml').matchAll(/^ {6}- alert: (\w+)$/gm)) t.match(guide, `\n| \`${name}\` | `)
})

import nunjucks from 'nunjucks'
import t from 'tap'
import { translator } from '../../src/languages/translate.ts'

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader('templates'), { autoescape: true, throwOnUndefined: true })
  .addGlobal('t', translator('en'))

/** Renders a call of one of the macros; `context` holds what a page would pass on. */
function render (call: string, context: object = {}): string {
  const macros = ['field', 'select', 'radios', 'checkbox', 'errorSummary'].join(', ')
  return environment.renderString(`{% from "macros/form.njk" import ${macros} %}{{ ${call} }}`, context)
}

const HOSTILE = '"><b>x</b>'

t.test('a field ties its label to its input', async t => {
  const html = render("field('email', 'E-mail', value='ann@pottle.example', type='email', autocomplete='username')")
  t.match(html, '<label for="email">E-mail</label>')
  t.match(html, /<input class="input" id="email" name="email" type="email" autocomplete="username" value="ann@pottle.example">/)
  t.notMatch(html, 'aria-')
  t.notMatch(html, 'optional')
})

t.test('hint and error are tied to the input, hint first', async t => {
  const html = render("field('email', 'E-mail', error='Enter an e-mail address', hint='For the confirmation')")
  t.match(html, '<p class="field__hint" id="email-hint">For the confirmation</p>')
  t.match(html, /<p class="field__error" id="email-error">.*Enter an e-mail address<\/p>/)
  t.match(html, 'aria-invalid="true" aria-describedby="email-hint email-error"')
  t.match(render("field('email', 'E-mail', hint='For the confirmation')"), 'aria-describedby="email-hint"')
  t.match(render("field('email', 'E-mail', error='No')"), 'aria-describedby="email-error"')
})

t.test('what a page does not know may be undefined or null', async t => {
  const html = render("field('email', 'E-mail', value=values.email, error=errors.email, type=missing, autocomplete=missing, hint=missing)", { values: { email: null }, errors: {} })
  t.match(html, 'type="text" autocomplete="off" value="">')
  t.match(render("select('c', 'C', [1], value=missing, error=missing, autocomplete=missing)"), '<option value="1">1</option>')
})

t.test('zero is a value', async t => {
  t.match(render("field('quantity', 'Quantity', value=0)"), 'value="0"')
})

t.test('a password is never sent back', async t => {
  t.notMatch(render("field('password', 'Password', value='secret', type='password', autocomplete='current-password')"), 'secret')
})

t.test('an optional field says so', async t => {
  t.match(render("field('line2', 'Line 2', optional=true)"), '(optional)')
})

t.test('a select keeps what was chosen, from pairs and from plain values', async t => {
  const pairs = render("select('country', 'Country', options, value='IE', error='Choose', autocomplete='country')", { options: [{ value: 'DE', text: 'Germany' }, { value: 'IE', text: 'Ireland' }] })
  t.match(pairs, '<option value="IE" selected>Ireland</option>')
  t.match(pairs, '<option value="DE">Germany</option>')
  t.match(pairs, 'aria-invalid="true" aria-describedby="country-error"')
  const plain = render("select('size', 'Size', [12, 24], 24, id='foot-size', texts={ '24': 'Two dozen' })")
  t.match(plain, '<option value="24" selected>Two dozen</option>')
  t.match(plain, /<label for="foot-size">.*<select class="input" id="foot-size" name="size"/s)
})

t.test('radios are one group, and the error summary reaches the first', async t => {
  const html = render("radios('shipping', 'Delivery', options, value='fast', error='Choose a delivery')", { options: [{ value: 'slow', text: 'Post' }, { value: 'fast', text: 'Van', hint: 'Tomorrow', aside: '€9.00' }] })
  t.match(html, '<legend class="legend">Delivery</legend>')
  t.match(html, /<fieldset class="field" aria-describedby="shipping-error">/)
  t.match(html, '<input type="radio" id="shipping" name="shipping" value="slow">')
  t.match(html, '<input type="radio" id="shipping-2" name="shipping" value="fast" checked>')
})

t.test('a checkbox is ticked when it was', async t => {
  t.match(render("checkbox('remember', 'Keep me logged in', checked=true)"), 'id="remember" name="remember" value="1" checked>')
  t.notMatch(render("checkbox('remember', 'Keep me logged in')"), 'checked')
})

t.test('the error summary links to the fields, in the words that stand beside them', async t => {
  const html = render('errorSummary(errors)', { errors: { email: 'Enter an e-mail address', name: undefined, city: 'Enter a city' } })
  t.match(html, /<div class="error-summary" tabindex="-1">/)
  t.match(html, /role="alert"/)
  t.match(html, 'There is a problem')
  t.strictSame([...html.matchAll(/<a href="#(\w+)">([^<]*)<\/a>/g)].map(match => [match[1], match[2]]), [['email', 'Enter an e-mail address'], ['city', 'Enter a city']])
  t.equal(render('errorSummary(errors)', { errors: {} }).trim(), '')
  t.equal(render('errorSummary(errors)').trim(), '', 'a form that was not sent yet has no errors')
})

t.test('nothing that was typed becomes markup', async t => {
  for (const call of [
    "field('f', text, value=text, error=text, type='text', autocomplete=text, hint=text)",
    "select('f', text, [{ value: text, text: text }, text], value=text, error=text, hint=text)",
    "radios('f', text, [{ value: text, text: text, hint: text, aside: text }, text], value=text, error=text, hint=text)",
    "checkbox('f', text, value=text)",
    'errorSummary({ f: text })'
  ]) t.notMatch(render(call, { text: HOSTILE }), '<b>', call)
})

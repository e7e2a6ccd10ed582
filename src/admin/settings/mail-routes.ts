import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { LANGUAGES, type Language } from '../../languages/language.ts'
import type { LetterName } from '../../mail/letters.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { differing } from '../differing.ts'
import { readFrame } from '../frame.ts'
import { changeSetting, readSetting } from './change.ts'
import { MAIL_FIELDS, MailForm, parseMail, typedMailOf, type TypedMail } from './form.ts'
import { LETTER_NAMES, madeUp } from './made-up.ts'
import { saveSetting } from './queries.ts'
import { settingTabs } from './tabs.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 40 }) })
const InLanguage = Type.Object({ language: Type.Optional(Type.Enum(LANGUAGES)) }, { additionalProperties: false })
const TestForm = Type.Object({ language: Type.Enum(LANGUAGES) }, { additionalProperties: false })
const LETTERS = Object.entries(LETTER_NAMES).map(([id, name]) => ({ id, name }))
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'German' }

interface Showing { typed?: TypedMail, errors?: FieldErrors, isOvertaken?: boolean }

/** How letters begin and end, and how each looks with made-up data. */
const mails: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/settings/mail', async (request, reply) => show(request, reply))

  app.post('/admin/settings/mail', { schema: { body: MailForm } }, async (request, reply) => {
    const { version, ...typed } = request.body
    if (Number(version) > (await readSetting(app.db, 'mail')).version) throw new UnprocessableInput()
    const { value, errors } = parseMail(typed)
    if (Object.keys(errors).length > 0) return show(request, reply, { typed, errors })
    const isDone = await changeSetting(app, request, { part: 'mail', version: Number(version) }, async (db, { mail: before }) => {
      await saveSetting(db, 'mail', value)
      return { before: { ...typedMailOf(before) }, after: { ...typedMailOf(value) } }
    })
    if (!isDone) return show(request, reply, { typed, isOvertaken: true })
    await request.flash('success', 'Saved. E-mails begin and end so from now on.')
    return reply.redirect('/admin/settings/mail', 303)
  })

  app.get('/admin/settings/mail/:id', { schema: { params: Params, querystring: InLanguage } }, async (request, reply) => {
    const name = letterOf(request.params.id)
    const { language = 'en' } = request.query
    return reply.page('admin/letter', {
      ...await readFrame(app, request, 'settings'),
      id: name,
      name: LETTER_NAMES[name],
      letter: app.mail.write(name, madeUp(app, language)[name], language),
      shown: language,
      languageName: LANGUAGE_NAMES[language],
      tabs: LANGUAGES.map(each => ({ text: LANGUAGE_NAMES[each], url: `/admin/settings/mail/${name}?language=${each}`, current: each === language, count: '' })),
      email: request.customer?.email ?? ''
    })
  })

  // A letter has its style inside, as mail readers want it; nothing else in it comes to life here.
  app.get('/admin/settings/mail/:id/html', { schema: { params: Params, querystring: InLanguage } }, async (request, reply) => {
    const name = letterOf(request.params.id)
    const { language = 'en' } = request.query
    return reply
      .header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
      .header('x-frame-options', 'SAMEORIGIN')
      .type('text/html; charset=utf-8')
      .send(app.mail.write(name, madeUp(app, language)[name], language).html)
  })

  app.post('/admin/settings/mail/:id/test', { schema: { params: Params, body: TestForm } }, async (request, reply) => {
    const name = letterOf(request.params.id)
    const { customer, body: { language } } = request
    if (!customer) throw new UnprocessableInput()
    await app.rateLimit.take({ name: 'test-mail', subject: customer.shopperId })
    await app.mail.post(app.db, customer.email, name, madeUp(app, language)[name], language)
    app.mail.deliverSoon()
    await request.flash('success', `“${LETTER_NAMES[name]}” is on its way to ${customer.email}.`)
    return reply.redirect(`/admin/settings/mail/${name}?language=${language}`, 303)
  })

  async function show (request: FastifyRequest, reply: FastifyReply, { typed, errors = {}, isOvertaken = false }: Showing = {}): Promise<FastifyReply> {
    if (isOvertaken || Object.keys(errors).length > 0) reply.code(422)
    const { settings, version } = await readSetting(app.db, 'mail')
    const now = typedMailOf(settings.mail)
    return reply.page('admin/settings-mail', {
      ...await readFrame(app, request, 'settings'),
      tabs: settingTabs('/admin/settings/mail'),
      version,
      values: typed ?? now,
      errors,
      isOvertaken,
      now: isOvertaken ? differing({ ...typed }, { ...now }, field => MAIL_FIELDS[field as keyof TypedMail]) : [],
      letters: LETTERS
    })
  }
}

function letterOf (id: string): LetterName {
  const known = (Object.keys(LETTER_NAMES) as LetterName[]).find(name => name === id)
  if (!known) throw new NotFound('There is no such e-mail.')
  return known
}

export default mails

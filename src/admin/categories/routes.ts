import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { NotFound } from '../../plugins/errors.ts'
import { auditChange } from '../audit/change.ts'
import { readFrame } from '../frame.ts'
import { changeCatalog } from '../products/change.ts'
import { cleanLine, isSlug, toSlug } from '../products/texts.ts'
import { deleteEmptyCategory, listKeptCategories, lockCategory, saveCategory, saveGermanName, saveNewCategory, type KeptCategory } from './queries.ts'

const Text = Type.String({ maxLength: 300, default: '' })
const Params = Type.Object({ slug: Type.String() })
const NewForm = Type.Object({ name: Text, name_de: Text, slug: Text }, { additionalProperties: false })
// What the form was made of comes with it, so that nothing of somebody else's is written over.
const Form = Type.Object({ name: Text, name_de: Text, position: Text, was_name: Text, was_name_de: Text, was_position: Text }, { additionalProperties: false })
const RemoveForm = Type.Object({ was_name: Text }, { additionalProperties: false })
const MOST_NAME = 60

type Typed = Readonly<Record<string, string>>
interface Trouble { slug?: string, typed?: Typed, errors?: FieldErrors, overtaken?: string }

/** The departments of the shop, and their order. */
const categories: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/categories', (request, reply) => show(request, reply))

  app.post('/admin/categories', { schema: { body: NewForm } }, async (request, reply) => {
    const { body } = request
    const [name, germanName] = [cleanLine(body.name), cleanLine(body.name_de)]
    const slug = body.slug.trim() || toSlug(name)
    const errors = checkNames({ name, name_de: germanName }, '')
    // Without either, what is missing is the name that it would be made of.
    if (!isSlug(slug) && body.slug.trim() + name !== '') errors.slug = 'Use lower-case letters and digits, joined by hyphens'
    if (Object.keys(errors).length > 0) return show(request, reply, { typed: body, errors })
    const isSaved = await changeCatalog(app, request, async db => {
      if (!await saveNewCategory(db, { slug, name })) return false
      await saveGermanName(db, slug, germanName)
      await auditChange(db, request, { kind: 'category', key: slug, before: undefined, after: { name, germanName } })
      return true
    })
    if (!isSaved) return show(request, reply, { typed: body, errors: { slug: 'Another category has this web address' } })
    await request.flash('success', `${name} is a category now.`)
    return reply.redirect('/admin/categories', 303)
  })

  app.post('/admin/categories/:slug', { schema: { params: Params, body: Form } }, async (request, reply) => {
    const { body, params: { slug } } = request
    const before = await readCategory(request)
    const [name, germanName] = [cleanLine(body.name), cleanLine(body.name_de)]
    const errors = checkNames({ name, name_de: germanName }, `-${slug}`)
    if (!/^\d{1,4}$/.test(body.position.trim())) errors[`position-${slug}`] = 'Enter a number from 0 to 9999'
    if (Object.keys(errors).length > 0) return show(request, reply, { slug, typed: body, errors })
    const isSaved = await changeCatalog(app, request, async db => {
      if (!await lockCategory(db, slug)) return false
      const now = (await listKeptCategories(db)).find(each => each.slug === slug)
      if (!now || now.name !== body.was_name || now.germanName !== body.was_name_de || String(now.position) !== body.was_position) return false
      const position = Number(body.position)
      await saveCategory(db, { slug, name, position })
      await saveGermanName(db, slug, germanName)
      await auditChange(db, request, { kind: 'category', key: slug, before: fieldsOf(now), after: { name, germanName, position } })
      return true
    })
    if (!isSaved) {
      const now = await readCategory(request)
      return show(request, reply, { slug, typed: body, overtaken: `Somebody has changed ${before.name} meanwhile: it is “${now.name}”, in German “${now.germanName}”, at ${now.position}. Your own words are still in its fields.` })
    }
    await request.flash('success', `${name} is saved.`)
    return reply.redirect('/admin/categories', 303)
  })

  app.post('/admin/categories/:slug/remove', { schema: { params: Params, body: RemoveForm } }, async (request, reply) => {
    const category = await readCategory(request)
    const isRemoved = await changeCatalog(app, request, async db => {
      if (!await deleteEmptyCategory(db, category.slug)) return false
      await auditChange(db, request, { kind: 'category', key: category.slug, before: fieldsOf(category), after: undefined })
      return true
    })
    if (isRemoved) await request.flash('success', `${category.name} is removed.`)
    else await request.flash('error', `${category.name} is not empty: move its products to another category first, and end its promotions.`)
    return reply.redirect('/admin/categories', 303)
  })

  async function readCategory (request: FastifyRequest): Promise<KeptCategory> {
    const { slug } = request.params as { slug: string }
    const category = (await listKeptCategories(app.db)).find(each => each.slug === slug)
    if (!category) throw new NotFound('There is no such category.')
    return category
  }

  async function show (request: FastifyRequest, reply: FastifyReply, { slug, typed, errors = {}, overtaken = '' }: Trouble = {}): Promise<FastifyReply> {
    const [frame, found] = await Promise.all([readFrame(app, request, 'categories'), listKeptCategories(app.db)])
    if (typed) reply.code(422)
    return reply.page('admin/categories', {
      ...frame,
      path: '/admin/categories',
      returnTo: '/admin/categories',
      categories: found.map(category => ({ ...category, values: category.slug === slug && typed ? typed : { name: category.name, name_de: category.germanName, position: String(category.position) } })),
      values: slug === undefined && typed ? typed : { name: '', name_de: '', slug: '' },
      errors,
      overtaken
    })
  }
}

export default categories

function fieldsOf ({ name, germanName, position }: KeptCategory): Record<string, unknown> {
  return { name, germanName, position }
}

function checkNames (names: { name: string, name_de: string }, suffix: string): FieldErrors {
  const errors: FieldErrors = {}
  if (names.name === '') errors[`name${suffix}`] = 'Enter a name'
  for (const [field, text] of Object.entries(names)) if (text.length > MOST_NAME) errors[`${field}${suffix}`] = `At most ${MOST_NAME} characters`
  return errors
}

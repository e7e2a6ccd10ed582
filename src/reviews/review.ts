import { Type } from 'typebox'
import type { FieldErrors } from '../accounts/forms.ts'
import { phrase } from '../languages/translate.ts'

export const STATES = ['waiting', 'published', 'refused'] as const
export type ReviewState = typeof STATES[number]

const MAX_TITLE = 80
const MIN_BODY = 10
const MAX_BODY = 2000
const MAX_NAME = 40

// What is too long for its field is told there; the limit of the whole body holds before.
export const ReviewForm = Type.Object({
  stars: Type.Optional(Type.String()),
  title: Type.String(),
  body: Type.String(),
  name: Type.String(),
  version: Type.String({ pattern: '^(0|[1-9][0-9]{0,8})$' })
}, { additionalProperties: false })

/** The fields of the form as they were typed. */
export interface TypedReview { stars?: string, title: string, body: string, name: string }

/** What is kept of them. */
export interface Words {
  stars: number
  title: string
  body: string
  name: string
}

/** What was typed, tidied; and what is wrong with it, one sentence each by field, empty when nothing is. */
export function parseReview (typed: TypedReview): { words: Words, errors: FieldErrors } {
  const words = { stars: starsOf(typed.stars), title: oneLine(typed.title), body: tidy(typed.body), name: oneLine(typed.name) }
  const errors: FieldErrors = {
    ...words.stars === 0 && { stars: phrase('Choose from one to five stars') },
    ...checkText('title', words.title, { most: MAX_TITLE }),
    ...checkText('body', words.body, { least: MIN_BODY, most: MAX_BODY }),
    ...checkText('name', words.name, { least: 1, most: MAX_NAME })
  }
  return { words, errors }
}

const MAX_REASON = 300
const MAX_REPLY = 1000

/** What the shop writes: why a review is refused. */
export function parseReason (typed: string): { text: string, errors: FieldErrors } {
  const text = tidy(typed)
  return { text, errors: checkLength('reason', text, { least: 1, most: MAX_REASON }) }
}

/** What the shop answers to a review; empty takes the answer away. */
export function parseReply (typed: string): { text: string, errors: FieldErrors } {
  const text = tidy(typed)
  return { text, errors: checkLength('reply', text, { most: MAX_REPLY }) }
}

function starsOf (typed = ''): number {
  return /^[1-5]$/.test(typed) ? Number(typed) : 0
}

interface Limits { least?: number, most: number }

type Field = 'title' | 'body' | 'name' | 'reason' | 'reply'

function checkText (field: Field, text: string, limits: Limits): FieldErrors {
  const errors = checkLength(field, text, limits)
  if (Object.keys(errors).length > 0 || text === '') return errors
  if (!isVisible(text)) return { [field]: phrase('Write {field, select, title {a heading} body {your review} other {the name to be shown}} in plain letters', { field }) }
  return ADDRESS.test(text) ? { [field]: phrase('Leave out web and e-mail addresses: they are not shown') } : {}
}

/** Lengths are those that a reader would count: an emoji is one. */
function checkLength (field: Field, text: string, { least = 0, most }: Limits): FieldErrors {
  const length = [...text].length
  if (length === 0 && least > 0) return { [field]: phrase('Write {field, select, title {a heading} body {your review} name {the name to be shown} reason {the reason} other {the reply}}', { field }) }
  if (length < least) return { [field]: phrase('Write a little more: at least {least} characters', { least }) }
  if (length > most) {
    return { [field]: phrase('Write {field, select, title {a heading} body {your review} name {the name to be shown} reason {the reason} other {the reply}} in at most {most, number} characters. These are {length, number}', { field, most, length }) }
  }
  return {}
}

/** A link, or what looks like one. A full stop without a blank after it is only a slip. */
const ADDRESS = /https?:|www\.|\S@\S+\.\p{L}|[\p{L}\d-]\.(com|net|org|info|biz|shop|store|online|site|xyz|ru|cn|io)\b/iu

/** Nothing that turns the text around or hides in it, no pile of accents, and a letter or digit somewhere. */
function isVisible (text: string): boolean {
  return /[\p{L}\p{N}\p{Emoji}]/u.test(text) && !/[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]|\p{M}{5}/u.test(text)
}

/** Paragraphs stay, with one empty line between them. */
export function tidy (text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/[^\S\n]+/g, ' ').replace(/[^\P{Cc}\n]/gu, '')
    .replace(/ *\n */g, '\n').replace(/\n{3,}/g, '\n\n').trim()
}

function oneLine (text: string): string {
  return tidy(text).replace(/\n+/g, ' ')
}

/** How a customer is called unless they say otherwise: `Ann A.` for Ann Archer. */
export function shownName (name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/)
  const last = [...others.at(-1) ?? ''][0]
  return [...first].slice(0, MAX_NAME - 4).join('') + (last && /\p{L}/u.test(last) ? ` ${last.toUpperCase()}.` : '')
}

export function isSame (one: Words, other: Words): boolean {
  return one.stars === other.stars && one.title === other.title && one.body === other.body && one.name === other.name
}

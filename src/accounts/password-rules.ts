import { phrase } from '../languages/translate.ts'
import { eachInSlices } from '../slices.ts'
import { Thread } from '../thread.ts'
import type { FieldErrors } from './forms.ts'

/** NIST SP 800-63B-4, 3.1.1.2: 15 characters where the password is all there is, 8 where a second factor is asked for, too. */
const MIN_PASSWORD = 15
const MIN_PASSWORD_BESIDE_SECOND_FACTOR = 8
export const MAX_PASSWORD = 256

export interface PasswordOwner {
  /** As typed. */
  email: string
  hasSecondFactor: boolean
}

/** In characters. */
export function minPasswordOf ({ hasSecondFactor }: Pick<PasswordOwner, 'hasSecondFactor'>): number {
  return hasSecondFactor ? MIN_PASSWORD_BESIDE_SECOND_FACTOR : MIN_PASSWORD
}

/** True for one that is long enough only beside a second factor. */
export function isShortPassword (password: string): boolean {
  return [...password.normalize('NFC')].length < MIN_PASSWORD
}

const SHOP_WORDS = ['pottle', 'tote']
const MIN_LEFT_OVER = 8
const MIN_PIECE = 4
const MAX_REPEATED = 8
// Phrases that everybody knows from being told to use phrases.
const FAMOUS = ['correcthorsebatterystaple', 'quickbrownfox', 'tobeornottobe', 'iloveyousomuch']
const MASKS: Readonly<Record<string, string>> = { '@': 'a', 4: 'a', 0: 'o', 1: 'i', 3: 'e', $: 's', 5: 's', '!': 'i', 7: 't' }
const RUNS = ['1234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', 'qwertzuiopasdfghjklyxcvbnm', 'azertyuiopqsdfghjklmwxcvbn']

let common: Promise<ReadonlySet<string>> | undefined

/**
 * What is wrong with a new password; empty when nothing is. Any characters may be in it, in any mixture. Refused is what
 * guessers try first: known passwords, one piece over and over, runs of the keyboard, the shop's name, the owner's address.
 */
export async function checkPassword (typed: string, owner: PasswordOwner): Promise<FieldErrors> {
  const password = typed.normalize('NFC')
  const length = [...password].length
  const min = minPasswordOf(owner)
  if (length === 0) return { password: phrase('Enter a password of at least {min} characters', { min }) }
  if (length < min) return { password: phrase('Enter a password of at least {min} characters. This one has {length}', { min, length }) }
  if (length > MAX_PASSWORD) return { password: phrase('Enter a password of at most {most} characters', { most: MAX_PASSWORD }) }
  if (hidesContext(password, owner.email)) return { password: phrase('Choose a password that is not made of the name of the shop or of your e-mail address') }
  if (await isCommon(password)) return { password: phrase('This password is one of those that are guessed first. Choose another one, say four words that have nothing to do with each other') }
  return {}
}

/** Without the words that stand around it, too little is left. */
function hidesContext (password: string, email: string): boolean {
  const [local = '', host = ''] = email.toLowerCase().split('@')
  const words = [...SHOP_WORDS, ...local.split(/[^\p{L}\p{N}]+/u), ...host.split('.')].filter(word => word.length >= 4)
  const left = words.reduce((text, word) => text.replaceAll(word, ''), fold(password))
  return left !== fold(password) && left.replace(/\d+/g, '').length < MIN_LEFT_OVER
}

async function isCommon (password: string): Promise<boolean> {
  common ??= readCommon().catch((error: unknown) => {
    common = undefined // the next one tries again
    throw error
  })
  const list = await common
  const folded = fold(password)
  const plain = fold(unmask(password.replace(/^\d+|\d+$/g, '')))
  const letters = [folded, plain].map(text => text.replace(/^\d+|\d+$/g, ''))
  return [password.toLowerCase(), folded, plain, ...letters].some(text => list.has(text) || isRepeated(text, list)) ||
    isRepeated(folded.replace(/\d+/g, ''), list) || FAMOUS.some(phrase => folded.includes(phrase)) || RUNS.some(run => isRun(folded, run))
}

/** `P@ssw0rd` is `password` to a guesser. */
function unmask (text: string): string {
  return text.toLowerCase().replace(/[@4013$5!7]/g, sign => MASKS[sign] ?? sign)
}

function isKnownWithDigits (piece: string, list: ReadonlySet<string>): boolean {
  const letters = piece.replace(/^\d+|\d+$/g, '')
  return letters.length >= MIN_PIECE && list.has(letters)
}

/** `teatea`, `111111`: a short or a known piece again and again, the last time perhaps not whole. */
function isRepeated (text: string, list: ReadonlySet<string>): boolean {
  if (text === '') return false
  for (let size = 1; size <= text.length / 2; size += 1) {
    const piece = text.slice(0, size)
    const isWeak = size <= MAX_REPEATED || isKnownWithDigits(piece, list)
    if (isWeak && piece.repeat(Math.ceil(text.length / size)).startsWith(text)) return true
  }
  return false
}

function isRun (text: string, run: string): boolean {
  const round = run.repeat(3)
  return text.length >= 4 && [round, [...round].reverse().join('')].some(line => line.includes(text))
}

/** Capitals and what stands between letters and digits are no obstacle to a guesser. */
function fold (text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** The passwords most often found in breaches, from the package that zxcvbn-ts checks against; read when first asked for, which takes longer than a page may. */
async function readCommon (): Promise<ReadonlySet<string>> {
  const lines = await new Thread<undefined, string>('./common-passwords-thread', import.meta.url).run(undefined)
  const list = new Set<string>()
  await eachInSlices(lines.split('\n'), password => { list.add(password) })
  return list
}

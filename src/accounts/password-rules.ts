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

const SHOP_WORDS = ['pottle', 'tote']
const MIN_LEFT_OVER = 8
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
  if (length === 0) return { password: `Enter a password of at least ${min} characters` }
  if (length < min) return { password: `Enter a password of at least ${min} characters. This one has ${length}` }
  if (length > MAX_PASSWORD) return { password: `Enter a password of at most ${MAX_PASSWORD} characters` }
  if (hidesContext(password, owner.email)) return { password: 'Choose a password that is not made of the name of the shop or of your e-mail address' }
  if (await isCommon(password)) return { password: 'This password is one of those that are guessed first. Choose another one, say four words that have nothing to do with each other' }
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
  common ??= readCommon()
  const list = await common
  const folded = fold(password)
  const letters = folded.replace(/^\d+|\d+$/g, '')
  return [password.toLowerCase(), folded, letters].some(text => list.has(text)) ||
    [password, folded, letters].some(isRepeated) || RUNS.some(run => isRun(folded, run))
}

/** `teatea`, `111111`: a piece of up to eight characters again and again, the last time perhaps not whole. */
function isRepeated (text: string): boolean {
  if (text === '') return false
  for (let size = 1; size <= Math.min(8, text.length / 2); size += 1) {
    if (text.slice(0, size).repeat(Math.ceil(text.length / size)).startsWith(text)) return true
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

/** The passwords most often found in breaches, from the package that zxcvbn-ts checks against; read when first asked for. */
async function readCommon (): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(Object.values(dictionary).flat().map(String))
}

import { phrase, type Words } from '../languages/translate.ts'

const RETRY_AFTER_S = 5

/** An error that is an answer: `words` are a sentence for the page. */
export class PageError extends Error {
  readonly statusCode: number
  readonly words: Words
  /** When it is worth another try: told with 429 and 503. */
  readonly retryAfterS: number
  constructor (statusCode: number, words: Words, retryAfterS = RETRY_AFTER_S) {
    super(typeof words === 'string' ? words : words.message)
    this.words = words
    this.statusCode = statusCode
    this.retryAfterS = retryAfterS
  }
}

/** 404: not there, or not yours. */
export class NotFound extends PageError {
  constructor (words: Words = phrase('There is no page at this address.')) { super(404, words) }
}

/** 403: refused whoever asks. */
export class Forbidden extends PageError {
  constructor (words: Words) { super(403, words) }
}

/** 422: input that no form of ours sends. */
export class UnprocessableInput extends PageError {
  constructor (words: Words = phrase('Something in what was sent does not fit, so nothing was changed.')) { super(422, words) }
}

/** 503: try again in a moment. */
export class Unavailable extends PageError {
  constructor (words: Words = phrase('The shop cannot do this at the moment. Your basket is safe. Please try again in a few seconds.')) { super(503, words) }
}

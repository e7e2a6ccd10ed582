const RETRY_AFTER_S = 5

/** An error that is an answer: `message` is a sentence for the page. */
export class PageError extends Error {
  readonly statusCode: number
  /** When it is worth another try: told with 429 and 503. */
  readonly retryAfterS: number
  constructor (statusCode: number, message: string, retryAfterS = RETRY_AFTER_S) {
    super(message)
    this.statusCode = statusCode
    this.retryAfterS = retryAfterS
  }
}

/** 404: not there, or not yours. */
export class NotFound extends PageError {
  constructor (message = 'There is no page at this address.') { super(404, message) }
}

/** 403: refused whoever asks. */
export class Forbidden extends PageError {
  constructor (message: string) { super(403, message) }
}

/** 422: input that no form of ours sends. */
export class UnprocessableInput extends PageError {
  constructor (message = 'Something in what was sent does not fit, so nothing was changed.') { super(422, message) }
}

/** 503: try again in a moment. */
export class Unavailable extends PageError {
  constructor (message = 'The shop cannot do this at the moment. Your basket is safe. Please try again in a few seconds.') { super(503, message) }
}

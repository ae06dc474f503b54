import { Exception } from '@adonisjs/core/exceptions'

/** Refusals that end a request early; the error page says each in the reader's language. */
export class CrossSiteRefusal extends Exception {
  static override status = 403
  static override code = 'E_CROSS_SITE'
}

/** An address or a request that cannot be made sense of. */
export class NotUnderstood extends Exception {
  static override status = 400
  static override code = 'E_NOT_UNDERSTOOD'
}

/** Something that is not there, or that this reader may not know to be there. */
export class NotFound extends Exception {
  static override status = 404
  static override code = 'E_NOT_FOUND'
}

/** A page that exists but that this person holds no mandate for. */
export class NotAllowed extends Exception {
  static override status = 403
  static override code = 'E_NOT_ALLOWED'
}

/** A form that holds something no page of ours would send. */
export class Unfit extends Exception {
  static override status = 422
  static override code = 'E_UNFIT'
}

/** Too many tries; `retryAfterSeconds` says when to come back. */
export class TooManyRequests extends Exception {
  static override status = 429
  static override code = 'E_TOO_MANY_REQUESTS'

  constructor(public retryAfterSeconds: number) {
    super('Too many requests')
  }
}

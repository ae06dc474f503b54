/** An answer of Stripe's that says no. */
export interface Refusal {
  status: number
  type: string
  code: string
  message: string
  param: string | null
}

/** A request that was not right. */
export function refusal(code: string, message: string, param: string | null = null): Refusal {
  return { status: 400, type: 'invalid_request_error', code, message, param }
}

/** A name that no object has. */
export function missing(id: string, param = 'id'): Refusal {
  return { ...refusal('resource_missing', `No such object: '${id}'`, param), status: 404 }
}

/** Thrown by what answers a request; the server writes it out. */
export class Refused extends Error {
  constructor(readonly why: Refusal) {
    super(why.message)
  }
}

/** Refuses, from the depth of an operation. */
export function refuse(code: string, message: string, param: string | null = null): never {
  throw new Refused(refusal(code, message, param))
}

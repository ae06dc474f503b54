import { ProviderRefused, ProviderUnreachable } from '../provider.js'

/** What the SDK's ApiError holds of the answer. */
interface Answered {
  statusCode: number | undefined
  field: string | undefined
  message: string
}

/** Mollie's refusal of one call, with what its caller may make of it. */
export class MollieRefused extends ProviderRefused {
  constructor(
    code: ProviderRefused['code'],
    readonly status: number,
    readonly field: string | null,
    message: string
  ) {
    super(code, message)
  }
}

// A key that is wrong today may be mended tomorrow: those calls are not refused for good.
const MAY_PASS_LATER = [401, 403, 408, 425, 429]
const NOT_THERE = [404, 410]

/** The error of a call as the core knows it. Without a status, the answer never came. */
export function asProviderError(error: unknown): Error {
  if (error instanceof ProviderRefused || error instanceof ProviderUnreachable) return error
  if (!isApiError(error)) return error instanceof Error ? error : new Error(String(error))
  const { statusCode, field, message } = answered(error)
  if (statusCode === undefined || statusCode >= 500 || MAY_PASS_LATER.includes(statusCode)) {
    return new ProviderUnreachable(`${statusCode ?? 'no answer'}: ${message}`)
  }
  const code = NOT_THERE.includes(statusCode) ? 'gone' : 'refused'
  return new MollieRefused(code, statusCode, field ?? null, message)
}

/** Whether Mollie knows nothing of what was asked for. */
export function isNotThere(error: unknown): boolean {
  return error instanceof MollieRefused && NOT_THERE.includes(error.status)
}

function isApiError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ApiError'
}

function answered(error: Error): Answered {
  const statusCode = 'statusCode' in error ? Number(error.statusCode) : Number.NaN
  return {
    statusCode: Number.isInteger(statusCode) ? statusCode : undefined,
    field: 'field' in error && typeof error.field === 'string' ? error.field : undefined,
    message: error.message,
  }
}

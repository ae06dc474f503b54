import type { HttpContext } from '@adonisjs/core/http'
import { TooManyRequests } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { done, refused, type Result } from '#shared/result'
import { spendChallenge } from './challenge.js'
import { effortOf } from './effort.js'
import { textOf } from './join_page.js'

const PATIENT_OF_AN_ADDRESS = { tries: 3, seconds: 3600 }
const PATIENT_OF_ALL = { tries: 60, seconds: 3600 }

export interface SpendingRefusal {
  sentence: string
  /** The challenge cannot serve any more: the page asks for another. */
  renewed: boolean
  /** The challenge stands, its proof does not. */
  unproved: boolean
}

/** Takes what a join form carries for used, once; forms without a proof are counted more strictly. */
export async function spendEffort(
  ctx: HttpContext,
  at: Date
): Promise<Result<null, SpendingRefusal>> {
  const { request, i18n } = ctx
  const refuse = (key: string, values: object = {}, kind: Partial<SpendingRefusal> = {}) => {
    const sentence = i18n.t(`people.join.${key}`, { ...values })
    return refused({ sentence, renewed: false, unproved: false, ...kind })
  }
  const challenge = textOf(request.input('challenge'))
  const effort = effortOf({ challenge, proof: textOf(request.input('proof')) }, at)
  if (!effort.ok) {
    const { refusal } = effort
    if (refusal.reason === 'too_soon') return refuse('too_soon', { seconds: refusal.seconds })
    if (refusal.reason === 'proof_wrong') return refuse('proof_wrong', {}, { unproved: true })
    return refuse('page_too_old', {}, { renewed: true })
  }
  if (effort.value.kind === 'patience' && !(await mayBePatient(request.ip()))) {
    return refuse('too_many_patient')
  }
  if (!(await spendChallenge(effort.value.challenge))) {
    return refuse('page_too_old', {}, { renewed: true })
  }
  return done(null)
}

/** Whether one more may come in by waiting: the form is kept, so this is no page of its own. */
async function mayBePatient(address: string): Promise<boolean> {
  try {
    await throttle('join-patient', [address], PATIENT_OF_AN_ADDRESS)
    await throttle('join-patient', ['everyone'], PATIENT_OF_ALL)
    return true
  } catch (error) {
    if (error instanceof TooManyRequests) return false
    throw error
  }
}

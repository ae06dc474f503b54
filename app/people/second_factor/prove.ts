import { giveTryBack, throttle } from '#shared/http/throttle'
import { AuthenticatorApp } from './authenticator_app.js'
import { useRecoveryCode } from './recovery_codes.js'

const TRIES = { tries: 10, seconds: 900 }

/** Whether this is a code of the person's application, or one of their recovery codes. Guesses are counted. */
export async function provesSecondFactor(
  personId: number,
  code: string,
  at: Date
): Promise<boolean> {
  const tried = [String(personId)]
  await throttle('second-factor', tried, TRIES)
  const app = await AuthenticatorApp.find(personId)
  if (!app?.confirmedAt) return false
  const right = /^[\d\s]+$/.test(code)
    ? await app.accepts(code, at)
    : await useRecoveryCode(personId, code, at)
  if (right) await giveTryBack('second-factor', tried)
  return right
}

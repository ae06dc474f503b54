import { giveTryBack, throttle } from '#shared/http/throttle'
import { AuthenticatorApp } from './authenticator_app.js'
import { useRecoveryCode } from './recovery_codes.js'

const TRIES = { tries: 10, seconds: 900 }
/** Of six digits three are right at any instant: as fast as above, a guess would hit within a year. */
const OF_A_DAY = { tries: 60, seconds: 86_400 }

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
  const ofApp = /^[\d\s]+$/.test(code)
  // Recovery codes are too long to be guessed: they still serve once the day's tries are used up.
  if (ofApp) await throttle('second-factor-day', tried, OF_A_DAY)
  const right = ofApp ? await app.accepts(code, at) : await useRecoveryCode(personId, code, at)
  if (!right) return false
  await giveTryBack('second-factor', tried)
  if (ofApp) await giveTryBack('second-factor-day', tried)
  return true
}

/** Why a payment failed, as the providers and the banks (ISO 20022 reason codes) name it. */
const REASONS = [
  ['funds', /insufficient|\bAM04\b/i],
  ['expired', /expired/i],
  ['mandate', /mandate|not_authori[sz]ed|\bMD0[167]\b|\bMS02\b/i],
  ['closed', /closed|no_account|blocked|\bAC0[146]\b/i],
  ['confirm', /authentication/i],
] as const

/** Key of a sentence: `payments.recurring.failures.<key>`. */
export type FailureKey = (typeof REASONS)[number][0] | 'refused'

/** What a code of a provider means for the payer. */
export function failureOf(code: string): FailureKey {
  const [key] = REASONS.find(([, words]) => words.test(code)) ?? (['refused'] as const)
  return key
}

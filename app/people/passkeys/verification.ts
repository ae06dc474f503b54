import {
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  type WebAuthnCredential,
} from '@simplewebauthn/server'
import {
  decodeAttestationObject,
  decodeClientDataJSON,
  isoBase64URL,
} from '@simplewebauthn/server/helpers'
import { ALGORITHMS } from './ceremonies.js'
import { PasskeyChallenge, type ChallengeUse } from './challenge.js'
import { Passkey } from './passkey.js'
import { relyingParty } from './relying_party.js'

const expected = { expectedOrigin: relyingParty.origin, expectedRPID: relyingParty.id }

/** The new credential that a browser has made for this person, or null when it proves nothing. */
export async function registered(
  response: RegistrationResponseJSON,
  personId: number,
  at: Date
): Promise<WebAuthnCredential | null> {
  const challenge = await spentChallenge(response, { purpose: 'add', personId }, at)
  if (challenge === null) return null
  return orNull(async () => {
    if (!withoutCertificates(response)) return null
    const { registrationInfo } = await verifyRegistrationResponse({
      ...expected,
      response,
      expectedChallenge: challenge,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    return registrationInfo?.credential ?? null
  })
}

/**
 * The passkey that has signed a challenge of this use, its counter noted; null when the credential
 * is unknown, someone else's or wrong, the challenge spent or late: one answer for all of them.
 */
export async function asserted(
  response: AuthenticationResponseJSON,
  use: ChallengeUse,
  at: Date
): Promise<Passkey | null> {
  const challenge = await spentChallenge(response, use, at)
  if (challenge === null) return null
  const passkey = await Passkey.findBy('credentialId', response.id)
  if (!passkey || (use.personId !== null && use.personId !== passkey.personId)) return null
  const info = await orNull(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...expected,
      response,
      expectedChallenge: challenge,
      credential: passkey.credential,
    })
    return verified ? authenticationInfo : null
  })
  if (info === null) return null
  return (await passkey.use(info.newCounter, at)) ? passkey : null
}

/** The challenge that a browser says to have signed, now used up; null when it does not stand. */
async function spentChallenge(
  { response }: { response: { clientDataJSON: string } },
  use: ChallengeUse,
  at: Date
): Promise<string | null> {
  const said = await orNull(() => decodeClientDataJSON(response.clientDataJSON))
  if (typeof said?.challenge !== 'string' || said.crossOrigin === true) return null
  return (await PasskeyChallenge.spend(said.challenge, use, at)) ? said.challenge : null
}

/**
 * We ask for no attestation. A certificate sent all the same is not looked at: the library might
 * ask an address written in it whether it still stands.
 */
function withoutCertificates({ response }: RegistrationResponseJSON): boolean {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject))
  const format = attestation.get('fmt')
  return format === 'none' || (format === 'packed' && !attestation.get('attStmt').get('x5c'))
}

/** The library throws on whatever is not as it should be, and knows nothing of our database. */
async function orNull<Value>(work: () => Value | Promise<Value>): Promise<Value | null> {
  try {
    return await work()
  } catch {
    return null
  }
}

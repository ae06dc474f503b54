import { createHmac } from 'node:crypto'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { isoBase64URL } from '@simplewebauthn/server/helpers'
import env from '#start/env'
import { CHALLENGE_LASTS, PasskeyChallenge } from './challenge.js'
import type { Passkey } from './passkey.js'
import { relyingParty } from './relying_party.js'

/** EdDSA, ES256 and RS256, by their COSE numbers: what every platform knows (RFC 9053). */
export const ALGORITHMS = [-8, -7, -257]

interface Owner {
  id: number
  name: string
  handle: string
}

/** What a browser is told to make a passkey: found without a name, unlocked by its owner. */
export async function toAdd(
  owner: Owner,
  kept: Passkey[],
  network: string,
  at: Date
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const challenge = await PasskeyChallenge.open({ purpose: 'add', personId: owner.id }, at)
  return generateRegistrationOptions({
    rpName: network,
    rpID: relyingParty.id,
    userName: `@${owner.handle}`,
    userDisplayName: owner.name,
    userID: userHandle(owner.id),
    challenge: isoBase64URL.toBuffer(challenge),
    timeout: CHALLENGE_LASTS,
    attestationType: 'none',
    excludeCredentials: kept.map(({ credentialId: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
}

/** What a browser is told to sign in: any passkey of this place, whoever's it is. */
export async function toSignIn(at: Date): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return toAssert(await PasskeyChallenge.open({ purpose: 'sign_in', personId: null }, at), [])
}

/** What a browser is told to prove again who is there: one of this person's passkeys. */
export async function toConfirm(
  personId: number,
  kept: Passkey[],
  at: Date
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return toAssert(await PasskeyChallenge.open({ purpose: 'confirm', personId }, at), kept)
}

function toAssert(challenge: string, kept: Passkey[]) {
  return generateAuthenticationOptions({
    rpID: relyingParty.id,
    challenge: isoBase64URL.toBuffer(challenge),
    timeout: CHALLENGE_LASTS,
    userVerification: 'required',
    allowCredentials: kept.map(({ credentialId: id, transports }) => ({ id, transports })),
  })
}

/** The same for a person each time, and says nothing of them (WebAuthn § 14.6.1). */
function userHandle(personId: number): Uint8Array<ArrayBuffer> {
  const key = env.get('APP_KEY').release()
  const mac = createHmac('sha256', key).update(`passkey-user:${personId}`).digest()
  return new Uint8Array(mac)
}

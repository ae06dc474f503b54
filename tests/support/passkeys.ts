import type { ApiClient, ApiResponse } from '@japa/api-client'
import { Passkey } from '#people/passkeys/passkey'
import { PasskeyChallenge } from '#people/passkeys/challenge'
import { registered } from '#people/passkeys/verification'
import { Session } from '#people/session'
import { clock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { cookieOf } from './client.js'
import { PasskeyDevice } from './passkey_device.js'

/** A device of this person whose passkey is known here. */
export async function aPasskey(person: { id: number }, name = 'Téléphone') {
  const device = new PasskeyDevice()
  const at = clock.now()
  const challenge = await PasskeyChallenge.open({ purpose: 'add', personId: person.id }, at)
  const made = { ...device.made(challenge), clientExtensionResults: {} } as never
  const credential = await registered(made, person.id, at)
  if (!credential) throw new Error('The device’s credential is refused')
  const added = await Passkey.add({ personId: person.id, name, credential }, at)
  if (!added.ok) throw new Error(`The passkey is refused: ${added.refusal}`)
  return { device, passkey: added.value }
}

/** What the scripts of our pages send: JSON, for a person or a visitor. */
export async function scriptOf(client: ApiClient, person: { id: number } | null) {
  const cookie = await cookieOf(person)
  const post = (path: string, body: object) => {
    const request = client.post(path).json(body).header('accept', 'application/json')
    return cookie ? request.header('cookie', cookie) : request
  }
  return {
    post,
    challenge: async (purpose: string): Promise<string> =>
      (await post('/passkeys/challenges', { purpose })).body().challenge,
  }
}

/** Who is signed in by the cookie of this answer. */
export async function viewerOf(answer: ApiResponse) {
  const cookies = ([] as string[]).concat(answer.headers()['set-cookie'] ?? []).join('; ')
  const [, token = ''] = new RegExp(`${SESSION_COOKIE}=([\\w-]{43})`).exec(cookies) ?? []
  return Session.viewer(token, clock.now())
}

import { Secret, TOTP } from 'otpauth'
import { AuthenticatorApp } from '#people/second_factor/authenticator_app'
import { clock } from '#shared/clock'

/** An application set up for this person: gives the code of an instant. */
export async function codesOf(person: { id: number }) {
  const app = await AuthenticatorApp.begin(person.id, clock.now())
  const { secret } = app.keyFor('@awa', 'Niort')
  await app.confirm(clock.now())
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return (at = clock.now()) => totp.generate({ timestamp: at.getTime() })
}

import type { HttpContext } from '@adonisjs/core/http'

/** Why a passkey is not taken: a sentence for the script that sent it. */
export function sayRefusal(
  { i18n, response }: HttpContext,
  reason: 'not_understood' | 'refused' | 'none' | 'known_already' | 'too_many'
) {
  return response.status(422).json({ error: i18n.t(`people.passkeys.refusals.${reason}`) })
}

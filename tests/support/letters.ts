import db from '@adonisjs/lucid/services/db'

/** The path of the link in the last letter to this address. */
export async function linkIn(recipient: string): Promise<string> {
  const letter = await db
    .from('outbox_letters')
    .where('recipient', recipient)
    .orderBy('id', 'desc')
    .firstOrFail()
  const [, path] =
    /https?:\/\/[^/\s]+(\/(?:join|sign-in|email)\/[A-Za-z0-9_-]+)/.exec(letter.text_body) ?? []
  if (!path) throw new Error(`No link in the letter “${letter.subject}”`)
  return path
}

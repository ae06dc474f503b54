import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import { demo } from '#config/installation'
import { clock } from '../clock.js'

type LetterRow = {
  id: number
  letter_key: string
  recipient: string
  subject: string
  text_body: string
  html_body: string
}

/**
 * Sends one letter of the outbox. The row is locked while the letter leaves and marked in the same
 * transaction, so two workers never send it both; if the machine dies between the mail server's
 * yes and our mark, the second sending carries the same Message-ID, which mailboxes fold.
 * In the demo nothing leaves: the mailbox page shows what would have.
 */
export async function sendLetter(payload: Record<string, unknown>): Promise<void> {
  await db.transaction(async (transaction) => {
    const { rows }: { rows: LetterRow[] } = await transaction.rawQuery(
      `select id, letter_key, recipient, subject, text_body, html_body from outbox_letters
        where id = ? and sent_at is null for update`,
      [Number(payload.letterId)]
    )
    const [letter] = rows
    if (!letter) return
    if (!demo) await leaveBySmtp(letter)
    // Once sent, a letter's text (it may hold a sign-in link) is kept only where it can be read.
    const emptied = demo ? '' : `, text_body = '', html_body = ''`
    await transaction.rawQuery(`update outbox_letters set sent_at = ?${emptied} where id = ?`, [
      clock.now(),
      letter.id,
    ])
  })
}

async function leaveBySmtp(letter: LetterRow) {
  const name = createHash('sha256').update(letter.letter_key).digest('hex').slice(0, 32)
  await mail.send((message) => {
    message
      .to(letter.recipient)
      .subject(letter.subject)
      .text(letter.text_body)
      .html(letter.html_body)
    message.nodeMailerMessage.messageId = `<${name}@placette>`
  })
}

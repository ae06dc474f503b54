import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { dateLabel } from '#shared/date_label'
import { NotFound } from '#shared/http/refusals'
import { page } from '#shared/http/page'
import { textToHtml } from '#feed/text_html'
import { wantsJson } from '#shared/http/wants_json'

interface LetterRow {
  id: number
  recipient: string
  subject: string
  text_body: string
  kind: string
  enqueued_at: Date
  sent_at: Date | null
}

/** Demo only: every letter that would have left, newest first. */
export default class MailboxController {
  async index(ctx: HttpContext) {
    const rows: LetterRow[] = await db
      .from('outbox_letters')
      .whereNotNull('sent_at')
      .orderBy('id', 'desc')
      .limit(100)
    if (wantsJson(ctx) || ctx.request.url().endsWith('.json')) {
      return ctx.response.json({ letters: rows.map((row) => ({ ...row, html_body: undefined })) })
    }
    const letters = rows.map((row) => this.#letter(row, ctx.i18n.locale))
    return page(ctx, 'web/mailbox', { letters })
  }

  async show(ctx: HttpContext) {
    const row: LetterRow | null = await db
      .from('outbox_letters')
      .whereNotNull('sent_at')
      .where('id', ctx.params.id)
      .first()
    if (!row) throw new NotFound()
    return page(ctx, 'web/letter', { letter: this.#letter(row, ctx.i18n.locale) })
  }

  #letter(row: LetterRow, locale: string) {
    return {
      id: row.id,
      recipient: row.recipient,
      subject: row.subject,
      html: textToHtml(row.text_body),
      sentLabel: dateLabel(row.sent_at ?? row.enqueued_at, locale),
    }
  }
}

import edge from 'edge.js'
import i18nManager from '@adonisjs/i18n/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { appUrl } from '#config/installation'
import { network } from '#organisation/network'
import { post, type Letter } from '#shared/outbox/outbox'

/** A letter to write: what it is about, to whom, and what it should say. */
export interface LetterOrder {
  key: string
  kind: string
  recipient: string
  personId: number | null
  locale: string
  /** Fills the sentences of `letters.<kind>.*`. */
  values: Record<string, string | number>
  /** The one action of the letter, a path of ours. */
  action?: string
}

/** Writes a letter in the reader's language and puts it in the outbox. */
export async function write(
  order: LetterOrder,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const { key, kind, recipient, personId, locale } = order
  const words = await composed(order)
  await post({ key, kind, recipient, personId, locale, ...words }, at, transaction)
}

/**
 * The words of a letter, as text and as HTML. The sentences are `letters.<kind>.subject`, `.body`
 * (paragraphs), `.action` and `.after`.
 */
export async function composed(
  order: Pick<LetterOrder, 'kind' | 'locale' | 'values' | 'action'>
): Promise<Pick<Letter, 'subject' | 'text' | 'html'>> {
  const i18n = i18nManager.locale(order.locale)
  const facts = await network(order.locale)
  const values = { ...order.values, network: facts.name }
  const say = (part: string) => i18n.t(`letters.${order.kind}.${part}`, values, '')
  const link = order.action ? `${appUrl}${order.action}` : null
  const paragraphs = say('body').split('\n\n')
  const after = say('after')
  const signature = i18n.t('letters.signature', values)
  const text = [
    ...paragraphs,
    ...(link ? [`${say('action')}\n${link}`] : []),
    ...(after ? [after] : []),
    `-- \n${signature}\n${appUrl}`,
  ].join('\n\n')
  const html = await edge.createRenderer().render('letters/letter', {
    t: (key: string, data?: Record<string, unknown>) => i18n.t(key, data),
    locale: order.locale,
    network: facts,
    subject: say('subject'),
    paragraphs,
    link,
    action: link ? say('action') : '',
    after,
    signature,
    appUrl,
  })
  return { subject: say('subject'), text, html }
}

import type { HttpContext } from '@adonisjs/core/http'

/** What may cause a change of state: the first word of `notice:checkout.session.completed`. */
const KNOWN = [
  'asked',
  'asked_again',
  'paid_elsewhere',
  'notice',
  'return',
  'reconcile',
  'button',
  'refund',
  'change',
  'sweep',
]

/** A cause as the treasurer reads it; what follows its first word is the provider's own name for it. */
export function causeOf(cause: string, i18n: HttpContext['i18n']): string {
  const [word = '', ...rest] = cause.split(':')
  const said = KNOWN.includes(word) ? i18n.t(`desk.causes.${word}`) : word
  return rest.length > 0 ? `${said} (${rest.join(':')})` : said
}

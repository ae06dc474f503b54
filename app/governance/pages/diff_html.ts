import type { I18n } from '@adonisjs/i18n'
import type { Piece } from '../proposing/word_diff.js'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Two texts laid over each other as safe HTML; what goes and comes is said to screen readers too. */
export function diffHtml(pieces: readonly Piece[], i18n: I18n): string {
  const said = (key: string) => `<span class="visually-hidden">${escape(i18n.t(key))} </span>`
  return pieces
    .map(({ kind, text }) => {
      if (kind === 'gone') return `<del>${said('decide.diff.gone')}${escape(text)}</del>`
      if (kind === 'new') return `<ins>${said('decide.diff.new')}${escape(text)}</ins>`
      return escape(text)
    })
    .join('')
}

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

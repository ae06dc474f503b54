import type { I18n } from '@adonisjs/i18n'
import { dateLabel, dayOfParis } from '#shared/date_label'
import { explained } from '../postings/explained.js'
import type { Draft } from '../reading/drafts.js'
import type { Entry } from '../reading/entry.js'
import { columnAmount, sideAmount } from './amounts.js'

/** What a draft and an entry of the books show alike: in words, and in double entry. */
export function entryView(found: Entry | Draft, { locale }: Pick<I18n, 'locale'>) {
  const sum = (side: 'debitCents' | 'creditCents') =>
    columnAmount(
      found.lines.reduce((cents, line) => cents + line[side], 0),
      locale
    )
  return {
    sentence: explained(found.explanation, locale),
    dayLabel: dayOfParis(found.entryOn, locale),
    pieceDay: found.pieceOn === found.entryOn ? null : dayOfParis(found.pieceOn, locale),
    lines: found.lines.map((line) => ({
      ...line,
      debit: sideAmount(line.debitCents, locale),
      credit: sideAmount(line.creditCents, locale),
    })),
    debit: sum('debitCents'),
    credit: sum('creditCents'),
    papers: found.papers.map((paper) => ({
      ...paper,
      href: `/treasury/papers/${paper.sha256}`,
      kilobytes: Math.max(1, Math.round(paper.size / 1024)),
    })),
    signatures: found.signatures.map((one) => ({
      name: one.name,
      at: dateLabel(new Date(one.signedAt), locale),
    })),
  }
}

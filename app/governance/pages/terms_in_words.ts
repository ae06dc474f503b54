import type { I18n } from '@adonisjs/i18n'
import type { Book } from '#rulebook/book'
import type { RuleValues } from '#rulebook/declarations'
import { dateLabel } from '#shared/date_label'
import { majorityOf } from '../calling/call.js'
import { calendarOf } from '../calling/calling_rules.js'
import { consultativeBecause, type Consultative, type Network } from '../calling/consultative.js'
import { methodOf } from '../calling/method_of.js'
import { quorumIn } from '../closing/counted.js'
import { weighedColleges } from '../closing/weighed_colleges.js'
import { PROPOSALS } from '../kinds.js'
import { peopleNeeded } from '../methods/motion/motion_parameters.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { percentage } from '../sentences/motion.js'

/** How a proposal is decided, in words: fixed once called, else as a call would fix it now. */
export interface Terms {
  /** Whether the vote is called: what is said stands. */
  fixed: boolean
  majority: string
  threshold: string
  quorum: string
  method: string
  /** One line on why this method. */
  why: string
  /** Of a vote by colleges: each with its part of the votes; null where every voice weighs the same. */
  colleges: string | null
  secrecy: 'open' | 'secret'
  /** The article of the statutes that would change with it; null when none would. */
  article: string | null
  consultative: Consultative | null
  opens: string
  closes: string
  /** Whether the roll is taken only at the close. */
  recordAtClose: boolean
  record: string
}

/** Says how a proposal is, or would be, decided; `voters` is the roll, or who would be on it today. */
export function termsInWords(
  proposal: ProposalRead,
  { book, voters, now, network }: { book: Book; voters: number; now: Date; network: Network },
  i18n: I18n
): Terms {
  const terms = fixedOrForeseen(proposal, book, now)
  const needed = peopleNeeded(quorumIn(terms, voters), voters)
  const threshold = terms.parameters.threshold as Threshold | undefined
  return {
    fixed: proposal.calledAt !== null,
    majority: i18n.t(`rulebook.majorities.${terms.majority}`),
    threshold: threshold
      ? i18n.t(`decide.${terms.method === 'schulze' ? 'drafts' : 'terms'}.threshold`, {
          ...thresholdWords(threshold),
        })
      : i18n.t(terms.method === 'equal-shares' ? 'decide.money.terms' : 'decide.terms.most_seats'),
    quorum: i18n.t('decide.terms.quorum', { needed, voters }),
    method: i18n.t(`decide.methods.${terms.method}.name`),
    why: i18n.t(`decide.methods.${terms.method}.why`),
    colleges: collegesSaid(terms.parameters, i18n),
    secrecy: terms.secrecy,
    article: terms.article,
    consultative: proposal.calledAt
      ? (proposal.consultative as Consultative | null)
      : consultativeBecause(proposal, network),
    opens: dateLabel(terms.opensAt, i18n.locale),
    closes: dateLabel(terms.closesAt, i18n.locale),
    recordAtClose: terms.recordAt.getTime() === terms.closesAt.getTime(),
    record: dateLabel(terms.recordAt, i18n.locale),
  }
}

type Threshold = RuleValues['votes.threshold']['ordinary']

/** The call's own terms, or those that a call would have now. */
function fixedOrForeseen(proposal: ProposalRead, book: Book, now: Date) {
  const { method, majority, parameters, secrecy, opensAt, closesAt, recordAt } = proposal
  if (method && majority && parameters && secrecy && opensAt && closesAt && recordAt) {
    return { ...proposal, method, majority, parameters, secrecy, opensAt, closesAt, recordAt }
  }
  const foreseen = majorityOf(proposal)
  const calendar = calendarOf(book, foreseen, now)
  return {
    ...proposal,
    ...methodOf(proposal, foreseen, book),
    majority: foreseen,
    secrecy: PROPOSALS[proposal.kind].secrecy,
    ...calendar,
    recordAt: calendar.opensAt,
  }
}

function thresholdWords({ base, operator, numerator, denominator }: Threshold) {
  return { base, operator, fraction: `${numerator}_${denominator}`, numerator, denominator }
}

function collegesSaid(parameters: Record<string, unknown>, { locale }: I18n): string | null {
  const colleges = weighedColleges(parameters)
  if (!colleges) return null
  const parts = colleges.map(
    ({ name, percent }) => `${name} (${percentage(`${percent}/100`, locale)})`
  )
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts)
}

import type { HttpContext } from '@adonisjs/core/http'
import { bookAsOf } from '#rulebook/rule_book'
import { quorumIn } from '../closing/counted.js'
import { peopleNeeded } from '../methods/motion/motion_parameters.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { figuresIn } from '../results/figures.js'
import { resultOf } from '../results/result_of.js'
import { countInWords } from './count_in_words.js'
import { countedVote } from './counted_vote.js'
import { foldsColleges } from './folds_colleges.js'
import { enactedLines } from './enacted_lines.js'
import { filesOf } from './ballot_files.js'

/** The result of a vote as its page says and draws it; null before the close. */
export async function outcomeShown(
  proposal: ProposalRead,
  { i18n, viewer }: Pick<HttpContext, 'i18n' | 'viewer'>
) {
  const { id, outcome, attended, voters, closedAt, majority, parameters, method } = proposal
  const counted = outcome && closedAt ? await countedVote(id) : null
  if (!counted || attended === null || voters === null || !closedAt || !method) return null
  const { locale } = i18n
  const book = await bookAsOf(closedAt)
  const minimumGroup = book.value('votes.minimum_group_to_publish')
  const shown = countInWords(counted.count, counted.options, i18n)
  const result = { ...resultOf(shown, { locale, minimumGroup }), hash: counted.hash }
  const needed =
    majority && parameters ? peopleNeeded(quorumIn({ majority, parameters }, voters), voters) : 0
  return {
    result,
    say: figuresIn(locale),
    verdict: i18n.t(`decide.outcomes.${verdictOf(proposal)}`),
    turnout: i18n.t('decide.outcome_turnout', { attended, voters, needed }),
    done: await enactedLines(proposal, i18n),
    // A college too small to be shown alone: what it cast is the members’ to count again.
    open: viewer !== null || !(await foldsColleges(id)),
    ballots: `/decide/${id}/ballots.json`,
    files: [
      { href: `/decide/${id}/transcript.json`, label: i18n.t('decide.files.transcript') },
      ...filesOf(method).map((format) => ({
        href: `/decide/${id}/ballots/${format}`,
        label: i18n.t(`decide.files.${format}`),
      })),
    ],
  }
}

/** What the vote came to, as it is said: people are elected, opinions given. */
function verdictOf({ outcome, consultative, kind }: ProposalRead): string {
  if (outcome !== 'adopted') return String(outcome)
  if (consultative) return 'consulted'
  return kind === 'election' ? 'elected' : outcome
}

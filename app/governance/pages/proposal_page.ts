import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { possibleVoters } from '#membership/eligibility'
import { network } from '#organisation/network'
import { plainTextHtml } from '#organisation/plain_text_html'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { mayDoWithout, supportNeeded } from '../calling/support_needed.js'
import { PROPOSALS } from '../kinds.js'
import { outcomeShown } from '../outcome/outcome_shown.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { candidatesShown } from '../mandates/candidates_shown.js'
import { remarksOf, supportersOf } from '../proposing/read_discussion.js'
import { DAYS_TO_ANSWER, exclusionAnswer } from '../proposing/exclusion_answer.js'
import { ACTS, permission, type Act } from '../reader/proposal_policy.js'
import { readerOf, type Reader } from '../reader/reader.js'
import { relationTo } from '../reader/relation_to.js'
import { myLine } from '../roll/my_line.js'
import { amendmentsShown } from './amendments_shown.js'
import { remoteClause } from '../statutes/remote_clause.js'
import { aroundVote } from './around_vote.js'
import { changeOf } from './change_of.js'
import { projectsShown } from './projects_shown.js'
import { lineInWords } from './line_in_words.js'
import { timeInWords } from './time_in_words.js'
import { termsInWords } from './terms_in_words.js'

/** Everything that a proposal's page says to this reader; visitors read the public parts only. */
export async function proposalPage(proposal: ProposalRead, ctx: HttpContext) {
  const { viewer, i18n } = ctx
  const now = clock.now()
  const book = await currentBook(now)
  const { reader, line, members } = await db.transaction(async (transaction) => {
    const found = await readerOf(viewer, now, transaction)
    const voters = await possibleVoters(now, transaction)
    const mine = found?.memberId
      ? { proposalId: proposal.id, memberId: found.memberId, frozen: proposal.voters !== null }
      : null
    return {
      reader: found,
      line: mine && (await myLine(mine, now, transaction)),
      members: voters.filter(({ voice }) => voice.votes).length,
    }
  })
  const needed = supportNeeded(proposal.kind, book, members)
  const missing = Math.max(0, needed - proposal.seconds)
  const may = await permissions(proposal, reader)
  // Whoever convenes gives a second factor when they press the button.
  const convenes = reader?.convenes === true || viewer?.holds('assembly.convene') === true
  const alone = convenes && mayDoWithout(proposal.kind)
  return {
    proposal: shown(proposal, ctx),
    reader,
    may: {
      ...may,
      call: proposal.stage === 'discussion' && ((may.call && missing === 0) || alone),
    },
    heard: proposal.kind === 'exclusion' ? await heardShown(proposal.id) : null,
    change: await changeOf(proposal, now, i18n),
    terms: termsInWords(
      proposal,
      {
        book,
        voters: proposal.voters ?? members,
        now,
        network: {
          form: (await network(i18n.locale)).legalForm,
          remoteClause: (await remoteClause()) !== null,
        },
      },
      i18n
    ),
    time: timeInWords(proposal, now, i18n),
    outcome: await outcomeShown(proposal, ctx),
    around: await aroundVote(proposal, reader, i18n),
    support: {
      needed,
      missing,
      count: proposal.seconds,
      petition: PROPOSALS[proposal.kind].support === 'petition',
      names: viewer ? await supportersOf(proposal.id) : [],
    },
    mine: viewer ? lineInWords(proposal, reader, line, i18n) : null,
    candidates:
      viewer && PROPOSALS[proposal.kind].candidates ? await candidatesShown(proposal, ctx) : null,
    projects:
      proposal.kind === 'budget' ? await projectsShown(proposal, viewer?.id ?? null, i18n) : null,
    amendments: viewer ? await amendmentsShown(proposal, may.answer, ctx) : [],
    remarks: viewer
      ? (await remarksOf(proposal.id)).map(({ id, author, body, saidAt }) => ({
          ...{ id, author, html: plainTextHtml(body), on: dayLabel(saidAt, i18n.locale) },
        }))
      : null,
  }
}

async function heardShown(id: number) {
  const answer = await exclusionAnswer(id)
  return { html: answer && plainTextHtml(answer.body), days: DAYS_TO_ANSWER }
}

function shown(proposal: ProposalRead, { viewer, i18n }: HttpContext) {
  const { id, kind, stage, version, title, authorName, authorHandle, startedAt, secrecy } = proposal
  const hidden = viewer === null && (kind === 'recall' || kind === 'exclusion')
  return {
    ...{ id, kind, stage, version, title, authorName, authorHandle, secrecy },
    frozen: proposal.voters !== null,
    badge: proposal.consultative && stage === 'adopted' ? 'consulted' : stage,
    on: dayLabel(proposal.discussedAt ?? startedAt, i18n.locale),
    // What is held against someone is told to the network, not to the whole web.
    reasonsHtml: hidden ? null : plainTextHtml(proposal.reasons),
  }
}

async function permissions(proposal: ProposalRead, reader: Reader | null) {
  const relation = reader && (await relationTo(proposal, reader.personId))
  const allowed = ACTS.map((act): [Act, boolean] => [
    act,
    reader !== null && relation !== null && permission(act, relation, reader) === 'may',
  ])
  return {
    ...(Object.fromEntries(allowed) as Record<Act, boolean>),
    supports: relation?.supports ?? false,
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { prepared } from '#shared/prepared'
import { GRADES } from '../closing/published_of.js'
import { changeOf } from '../pages/change_of.js'
import { lineInWords } from '../pages/line_in_words.js'
import { timeInWords } from '../pages/time_in_words.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { readerOf } from '../reader/reader.js'
import { myLine } from '../roll/my_line.js'
import type { Choice, Typed } from '../voting/choice.js'
import { choiceInWords } from './choice_in_words.js'
import { heldProxy, paperPath } from './held_proxy.js'
import { myBallot } from './my_ballot.js'
import { paperOptions } from './paper_options.js'
import { receiptOf } from './receipt.js'
import { typedFrom } from './typed_paper.js'

/** What a page of the ballot shows besides the paper: something to mend, or to read again. */
export interface PaperShown {
  typed?: Typed
  /** A key under `decide.ballot.refusals`. */
  refusal?: string
  /** The choice to read again before it is cast. */
  looking?: Choice
  status?: number
}

/** The answers that want a word of explanation. */
const HINTED: ReadonlySet<string> = new Set(['abstention', 'blank'])

const NUMBER = {
  name: 'governance.member_number',
  text: 'select number from members where id = $1',
}

/** The ballot paper of an open vote for this reader: to fill in, to read again, or as it was cast. */
export async function ballotPage(
  ctx: HttpContext,
  proposal: ProposalRead,
  { typed, refusal, looking, status }: PaperShown = {}
) {
  const { i18n, viewer } = ctx
  const now = clock.now()
  const { reader, line, cast, proxy, voterId } = await db.transaction(async (transaction) => {
    const found = await readerOf(viewer, now, transaction)
    const held = await heldProxy(ctx, found?.memberId ?? null, transaction)
    if (!found?.memberId) {
      return { reader: found, line: null, cast: null, proxy: null, voterId: null }
    }
    const memberId = held ? held.giverId : found.memberId
    const mine = { proposalId: proposal.id, memberId }
    return {
      reader: found,
      proxy: held,
      voterId: memberId,
      line: await myLine({ ...mine, frozen: proposal.voters !== null }, now, transaction),
      cast: proposal.secrecy === 'open' ? await myBallot(mine, transaction) : null,
    }
  })
  const options = await paperOptions(proposal.id, i18n)
  const mine = lineInWords(proposal, reader, line, i18n)
  const method = proposal.method ?? 'motion'
  const values = typed ?? typedFrom(cast, method)
  return page(
    ctx,
    'governance/ballot',
    {
      proposal,
      proxy,
      paper: paperPath(proposal.id, proxy?.id ?? null),
      method,
      mine,
      options,
      time: timeInWords(proposal, now, i18n),
      change: await changeOf(proposal, now, i18n),
      values,
      refusal: refusal ? i18n.t(`decide.ballot.refusals.${refusal}`) : null,
      answers: (['for', 'against', 'abstention', 'blank'] as const).map((value) => ({
        value,
        label: i18n.t(`decide.ballot.answers.${value}`),
        hint: HINTED.has(value) ? i18n.t(`decide.ballot.answer_hints.${value}`) : null,
      })),
      grades: GRADES.map((key, value) => ({ value, label: i18n.t(`decide.grades.${key}`) })),
      ranks: ranksFor(options.length, ctx),
      looking: looking && {
        lines: choiceInWords(looking, options, i18n),
        fields: Object.entries(typedFrom(looking, method)).flatMap(([name, value]) =>
          [value ?? []].flat().map((one) => ({ name, value: one }))
        ),
      },
      cast: cast && choiceInWords(cast, options, i18n),
      receipt: mine.voted ? await receiptFor(proposal.id, voterId) : null,
      rewriting: mine.voted && proposal.secrecy === 'open',
    },
    status ?? (mine.votes ? 200 : 403)
  )
}

const ranksFor = (options: number, { i18n }: HttpContext) =>
  Array.from({ length: options }, (_, index) => ({
    value: index + 1,
    label: i18n.t('decide.ballot.place', { place: index + 1 }),
  }))

async function receiptFor(proposalId: number, memberId: number | null): Promise<string | null> {
  if (memberId === null) return null
  const [row] = await prepared<{ number: number }>(NUMBER, [memberId])
  return row ? receiptOf(proposalId, row.number) : null
}

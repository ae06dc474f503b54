import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { askToConfirm } from '#people/ask_to_confirm'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { NotAllowed, NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { hold, Proposal } from '../proposing/proposal.js'
import { readProposal, type ProposalRead } from '../proposing/read_proposal.js'
import { permission, type Act } from '../reader/proposal_policy.js'
import { readerOf, type Reader } from '../reader/reader.js'
import { relationTo } from '../reader/relation_to.js'

/** What an act finds: the proposal held, as it stands, and who acts. */
export interface Acting {
  proposal: Proposal
  read: ProposalRead
  reader: Reader
  at: Date
  transaction: TransactionClientContract
}

/** A sentence for the next page, under `notices`, and where on the proposal's page to land. */
interface Done {
  notice: string
  outcome?: 'warning'
  at?: string
}

/** How an act ends: done, or with a page that says what is to be mended. */
export type Acted = Done | { answer: () => Promise<string> }

const WRITES = { tries: 240, seconds: 3600 }

/**
 * Does something to the proposal of the address, if this person may and it is still the time: the
 * proposal is held meanwhile, so that nothing happens to it in between. Ends in its page.
 */
export async function actOn(
  ctx: HttpContext,
  act: Act,
  change: (acting: Acting) => Promise<Acted>
) {
  const viewer = ctx.auth.getUserOrFail()
  await throttle('proposals', [String(viewer.id)], WRITES)
  const id = Number(ctx.params.id)
  const acted = await db.transaction(async (transaction): Promise<Acted | 'second_factor'> => {
    const at = clock.now()
    await hold(id, transaction)
    const read = await readProposal(id, at, transaction)
    if (!read || isHidden(read, viewer.id)) throw new NotFound()
    const reader = await readerOf(viewer, at, transaction)
    if (!reader) throw new Error('Nobody acts')
    const may = permission(act, await relationTo(read, viewer.id, transaction), reader)
    if (may === 'not_theirs') {
      if (act === 'call' && viewer.holds('assembly.convene')) return 'second_factor'
      throw new NotAllowed()
    }
    if (may === 'not_now') return { notice: 'proposal_moved_on', outcome: 'warning' }
    const proposal = await Proposal.findOrFail(id, { client: transaction })
    return change({ proposal, read, reader, at, transaction })
  })
  if (acted === 'second_factor') return askToConfirm(ctx, { secondFactor: true })
  if ('answer' in acted) return acted.answer()
  leaveNotice(ctx, acted.notice, acted.outcome)
  return ctx.response
    .redirect()
    .status(303)
    .toPath(`/decide/${id}${acted.at ?? ''}`)
}

/** A draft is its author's alone; whom an exclusion concerns is told to the network only. */
export const isHidden = (
  { kind, stage, authorId, discussedAt }: ProposalRead,
  personId: number | null
) =>
  (personId === null && kind === 'exclusion') ||
  ((stage === 'draft' || discussedAt === null) && (authorId === null || authorId !== personId))

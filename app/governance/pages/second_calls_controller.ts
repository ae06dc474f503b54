import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { NotAllowed } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { refused } from '#shared/result'
import { callAgain } from '../calling/call_again.js'
import { readerOf } from '../reader/reader.js'
import { convenesAgain } from '../reader/convenes_again.js'
import { findProposal } from './show_proposal.js'

const CALLS = { tries: 30, seconds: 3600 }

/** Calling a vote again that too few took part in. */
export default class SecondCallsController {
  async store(ctx: HttpContext) {
    await throttle('proposals', [String(ctx.auth.getUserOrFail().id)], CALLS)
    const proposal = await findProposal(ctx)
    const called = await db.transaction(async (transaction) => {
      const at = clock.now()
      const reader = await readerOf(ctx.viewer, at, transaction)
      if (!reader || !convenesAgain(proposal, reader)) throw new NotAllowed()
      if (proposal.outcome === null) return refused({ key: 'not_again', words: {} })
      const caller = { personId: reader.personId, convenes: reader.convenes }
      return callAgain({ proposal, caller }, at, transaction)
    })
    leaveNotice(
      ctx,
      called.ok ? 'called_again' : 'proposal_moved_on',
      called.ok ? 'done' : 'warning'
    )
    return ctx.response
      .redirect()
      .status(303)
      .toPath(`/decide/${called.ok ? called.value : proposal.id}`)
  }
}

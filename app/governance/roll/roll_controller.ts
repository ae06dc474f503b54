import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { NotAllowed } from '#shared/http/refusals'
import { choiceInWords } from '../ballot/choice_in_words.js'
import { paperOptions } from '../ballot/paper_options.js'
import { receiptOf } from '../ballot/receipt.js'
import { findProposal } from '../pages/show_proposal.js'
import { timeInWords } from '../pages/time_in_words.js'
import { readerOf } from '../reader/reader.js'
import { rollLines } from './roll_lines.js'

/** Who may vote and, once it is counted, who did: for members; a receipt is checked against it. */
export default class RollController {
  async show(ctx: HttpContext) {
    const { i18n, viewer, request } = ctx
    const proposal = await findProposal(ctx)
    const now = clock.now()
    const reader = await db.transaction((transaction) => readerOf(viewer, now, transaction))
    if (!reader || (reader.memberId === null && !reader.convenes)) throw new NotAllowed()
    const options = await paperOptions(proposal.id, i18n)
    const lines = await rollLines(proposal.id)
    const counted = proposal.attended !== null
    const sent: unknown = request.input('receipt')
    const receipt = typeof sent === 'string' ? sent.trim().toLowerCase() : ''
    const found = receipt
      ? (lines.find(({ number }) => bare(receiptOf(proposal.id, number)) === bare(receipt)) ?? null)
      : null
    return page(ctx, 'governance/roll', {
      proposal,
      counted,
      time: timeInWords(proposal, now, i18n),
      frozen: proposal.voters !== null,
      colleges: lines.some(({ college }) => college !== null),
      showChoices: counted && proposal.secrecy === 'open',
      lines: lines.map(({ choice, ...line }) => ({
        ...line,
        choice: choice && choiceInWords(choice, options, i18n).join(' · '),
      })),
      receipt,
      found,
      checked: receipt !== '',
    })
  }
}

/** A code without what people leave out or put between its groups when they copy it. */
const bare = (receipt: string) => receipt.replace(/[^0-9a-z]/g, '')

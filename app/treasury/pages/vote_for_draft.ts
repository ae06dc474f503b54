import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { eurosLabel } from '#shared/euros'
import { budgetLine } from '../reading/budget_lines.js'
import { spendsFor } from '../reading/approvals.js'
import type { Draft } from '../reading/drafts.js'
import { waitsForVote } from '../writing/paid_by.js'
import { leavingCents } from '../writing/signatures_needed.js'
import { explained } from '../postings/explained.js'
import { typedAmount } from './amounts.js'

/** What of a draft the members decide: null when nothing is asked of them. */
export async function voteForDraft(found: Draft, { i18n }: HttpContext) {
  const at = clock.now()
  const waits = await db.transaction((transaction) => waitsForVote(found, at, transaction))
  if (!waits) return null
  const { locale } = i18n
  const cents = leavingCents(found.lines)
  const { party } = found.explanation
  const asked = new URLSearchParams({
    amount: typedAmount(cents, locale),
    purpose: explained(found.explanation, locale),
    party: typeof party === 'string' ? party : '',
  })
  const from = (await currentBook(at)).value('treasury.member_vote_from')
  return {
    from: eurosLabel(from, locale),
    askHref: `/decide/new/spend?${asked.toString()}`,
    spends: (await spendsFor(cents)).map(({ proposalId, purpose, party: whom, cents: most }) => ({
      value: proposalId,
      label: i18n.t('treasury.budget.spend', {
        ...{ purpose, party: whom, amount: eurosLabel(most, locale) },
      }),
    })),
  }
}

/** What pays an entry or a draft, as facts of its page: a line of the budget, or a vote. */
export async function paidByFacts(
  {
    budgetLineId,
    spendProposalId,
  }: { budgetLineId: number | null; spendProposalId?: number | null },
  { i18n }: HttpContext
) {
  const line = budgetLineId ? await budgetLine(budgetLineId) : null
  const facts = []
  if (line) {
    const value = `${line.year} · ${line.label}`
    facts.push({ label: i18n.t('treasury.budget.paid_from'), value })
  }
  if (spendProposalId) {
    const value = i18n.t('treasury.budget.vote_number', { id: String(spendProposalId) })
    facts.push({ label: i18n.t('treasury.budget.allowed_by'), value })
  }
  return facts
}

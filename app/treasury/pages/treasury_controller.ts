import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { parisDay } from '#shared/paris'
import { runningCampaigns } from '#membership/campaigns/campaign_view'
import { currentBook } from '#rulebook/rule_book'
import { ledgerYears } from '../ledger/year.js'
import { monthsUpTo, monthTotals } from '../reading/month_totals.js'
import { monthByMonth, monthShare, splitAsSpent } from '../reading/public_figures.js'
import { campaignBalances, standing } from '../reading/public_sums.js'
import { trialBalance } from '../reading/trial_balance.js'
import { columnAmount } from './amounts.js'
import { budgetShown } from './budget_shown.js'
import { drawMonths } from './month_bars.js'
import { monthLabel, monthInitial } from './month_label.js'

/** La caisse: what the network costs, where its money comes from and goes, drawn from the books. */
export default class TreasuryController {
  async handle(ctx: HttpContext) {
    const { i18n, viewer } = ctx
    const { locale } = i18n
    const now = clock.now()
    const [latest] = await ledgerYears()
    const detail = (await currentBook(now)).value('treasury.public_detail')
    const readsLedger = (viewer ? detail.members : detail.public) === 'entries_names_masked'
    return page(ctx, 'treasury/treasury', {
      campaigns: await runningCampaigns(now, locale),
      readsLedger,
      year: latest?.year ?? null,
      figures: latest ? await figures(parisDay(now), locale) : null,
      balances: latest ? await balancesShown(locale) : [],
      budget: await budgetShown(i18n),
      accounts: latest ? await accountsShown(latest.year, locale) : [],
    })
  }
}

async function figures(today: string, locale: string) {
  const months = monthsUpTo(today, 12)
  const totals = await monthTotals(`${months[0] ?? today.slice(0, 7)}-01`, today)
  const share = monthShare(totals, months)
  const drawn = monthByMonth(totals, months)
  const { moneyCents, owedToVolunteersCents } = await standing()
  const euros = (cents: number) => eurosLabel(cents, locale)
  const named = (parts: typeof share.costs) =>
    parts.map(({ purpose, cents }) => ({ purpose, amount: euros(cents) }))
  const split = splitAsSpent(100, totals)
  return {
    full: share.costCents > 0 ? share.incomeCents / share.costCents : share.incomeCents > 0 ? 1 : 0,
    income: euros(share.incomeCents),
    costs: euros(share.costCents),
    incomeParts: named(share.income),
    costParts: named(share.costs),
    covered: share.incomeCents >= share.costCents,
    drawing: drawMonths(drawn),
    top: euros(drawMonths(drawn).topCents),
    months: drawn.map(({ month, incomeCents, costCents }) => ({
      label: monthLabel(month, locale),
      initial: monthInitial(month, locale),
      income: columnAmount(incomeCents, locale),
      cost: columnAmount(costCents, locale),
      left: columnAmount(incomeCents - costCents, locale),
    })),
    split: split && {
      total: euros(100),
      beyond: split.beyondCents > 0 ? euros(split.beyondCents) : null,
      parts: split.parts.map(({ purpose, cents }) => ({ purpose, cents, share: cents / 100 })),
    },
    money: euros(moneyCents),
    owed: owedToVolunteersCents > 0 ? euros(owedToVolunteersCents) : null,
  }
}

async function balancesShown(locale: string) {
  const euros = (cents: number) => eurosLabel(cents, locale)
  return (await campaignBalances()).map(
    ({ slug, titleFr, titleEn, collectedCents, spentCents }) => ({
      slug,
      title: locale === 'en' ? titleEn || titleFr : titleFr || titleEn,
      collected: euros(collectedCents),
      spent: euros(spentCents),
      left: euros(collectedCents - spentCents),
    })
  )
}

/** Totals of charges and income by account, which are public whatever the rules say of the rest. */
async function accountsShown(year: number, locale: string) {
  const rows = await trialBalance(year)
  return rows
    .filter(({ account, balanceCents }) => /^[67]/.test(account) && balanceCents !== 0)
    .map(({ account, label, balanceCents }) => ({
      account,
      label,
      amount: columnAmount(account.startsWith('6') ? balanceCents : -balanceCents, locale),
    }))
}

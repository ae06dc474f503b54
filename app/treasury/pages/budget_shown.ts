import type { I18n } from '@adonisjs/i18n'
import { eurosLabel } from '#shared/euros'
import { prepared } from '#shared/prepared'
import { budgetLines, linesToSpend } from '../reading/budget_lines.js'

const VOTES = {
  name: 'treasury.budgets_of_year',
  text: `select adopted_by_proposal_id as id, cents from budgets where year = $1 order by adopted_by_proposal_id`,
}

/** The budget voted for the latest year that has one, line by line against what was spent; null without any. */
export async function budgetShown({ locale }: Pick<I18n, 'locale'>) {
  const lines = await budgetLines()
  const [latest] = lines
  if (!latest) return null
  const euros = (cents: number) => eurosLabel(cents, locale)
  const votes = await prepared<{ id: number; cents: number }>(VOTES, [latest.year])
  return {
    year: latest.year,
    votes: votes.map(({ id }) => id),
    lines: lines
      .filter(({ year }) => year === latest.year)
      .map(({ id, label, cents, spentCents }) => ({
        ...{ id, label, full: Math.max(0, spentCents) / cents },
        spent: euros(Math.max(0, spentCents)),
        total: euros(cents),
        left: euros(cents - Math.max(0, spentCents)),
      })),
  }
}

/** The lines of voted budgets that a bill may be paid from, with what is left of each. */
export async function budgetChoices(i18n: I18n): Promise<{ value: number; label: string }[]> {
  return (await linesToSpend()).map(({ id, year, label, cents, spentCents }) => ({
    value: id,
    label: i18n.t('treasury.budget.choice', {
      ...{ year: String(year), label },
      left: eurosLabel(cents - spentCents, i18n.locale),
    }),
  }))
}

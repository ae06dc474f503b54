import { randomUUID } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { SPENDING_CATEGORIES, spendingLabelKey } from '../chart/spending.js'
import type { Draft } from '../reading/drafts.js'
import { restOf, readLines } from '../writing/expert_lines.js'
import { MEANS, PLACES } from '../writing/money_places.js'
import { INCOME_ORIGINS } from '../writing/simple_entry.js'
import { columnAmount, typedAmount } from './amounts.js'
import { budgetChoices } from './budget_shown.js'
import { campaignChoices } from './campaign_choices.js'
import { JOURNALS } from './entry_forms.js'
import { KINDS, kindOf, type Kind } from './read_entry.js'
import { linesOf, linesToFill, typedLines } from './typed_lines.js'

const FIELDS = [
  'budget_line',
  'campaign',
  'purpose',
  'amount',
  'paid_on',
  'piece',
  'means',
  'party',
  'origin',
  'into',
  'out',
]
const EXPERT_FIELDS = ['journal', 'entry_on', 'piece', 'piece_on', 'label']

const CHART = {
  name: 'treasury.chart_to_choose',
  text: `select code, label from ledger_accounts
    where year = (select max(year) from ledger_accounts) order by code collate "C"`,
}

/** The form in which an entry is typed: new, refused with what was typed, or of a draft to change. */
export async function entryFormPage(
  ctx: HttpContext,
  { errors = {}, draft = null }: { errors?: FieldErrors; draft?: Draft | null } = {}
) {
  const { i18n, request } = ctx
  const sent = request.method() !== 'GET'
  const kind = draft && !sent ? kindOfDraft(draft) : kindOf(ctx)
  const typed = sent || !draft ? typedNow(ctx) : typedBefore(draft, i18n.locale)
  const lines = draft && !sent ? linesOf(draft, i18n.locale) : typedLines(ctx)
  const read = readLines(lines)
  const rest = 'lines' in read ? restOf(read.lines) : 0
  const option = (value: string, label: string) => ({ value, label })
  // Nothing is chosen for whoever chooses nothing.
  const choices = (options: Array<ReturnType<typeof option>>) => [
    option('', i18n.t('treasury.form.choose')),
    ...options,
  ]
  return page(
    ctx,
    'treasury/entry_form',
    {
      kind,
      draft,
      errors,
      typed,
      version: draft?.version ?? null,
      formKey: keyOf(request.input('form_key')),
      kinds: KINDS.map((name) => ({
        href: `${draft ? `/treasury/drafts/${draft.id}/edit` : '/treasury/entries/new'}?kind=${name}`,
        label: i18n.t(`treasury.form.kinds.${name}`),
        current: name === kind,
      })),
      purposes: choices(
        SPENDING_CATEGORIES.map((one) => option(one, i18n.t(spendingLabelKey(one))))
      ),
      campaigns: kind === 'spent' ? await campaignChoices(i18n.locale) : [],
      budget: kind === 'spent' || kind === 'expert' ? await budgetChoices(i18n) : [],
      means: MEANS.map((one) => option(one, i18n.t(`treasury_entries.paid_by.${one}`))),
      places: PLACES.map((one) => option(one, i18n.t(`treasury.places.${one}`))),
      origins: choices(
        INCOME_ORIGINS.map((one) => option(one, i18n.t(`treasury_entries.received.${one}`)))
      ),
      journals: JOURNALS.map((one) =>
        option(one, `${one} · ${i18n.t(`treasury.journals.${one}`)}`)
      ),
      chart: kind === 'expert' ? await prepared<{ code: string; label: string }>(CHART, []) : [],
      lines: linesToFill(lines, request.input('more') !== undefined),
      rest: rest === 0 ? null : columnAmount(Math.abs(rest), i18n.locale),
      today: parisDay(clock.now()),
    },
    Object.keys(errors).length > 0 ? 422 : 200
  )
}

/** The key of the form that came back, or of a new one. */
function keyOf(sent: unknown): string {
  const isKey = typeof sent === 'string' && /^[0-9a-f-]{36}$/.test(sent)
  return isKey ? sent : randomUUID()
}

function typedNow({ request }: HttpContext): Record<string, unknown> {
  const today = parisDay(clock.now())
  const typed: Record<string, unknown> = { paid_on: today, entry_on: today, journal: 'OD' }
  for (const name of [...FIELDS, ...EXPERT_FIELDS]) {
    const value: unknown = request.input(name)
    if (typeof value === 'string') typed[name] = value
  }
  return typed
}

function kindOfDraft({ explanation: { key } }: Draft): Kind {
  return KINDS.find((kind) => kind === key) ?? 'expert'
}

/** What the draft says, as it was typed: its explanation holds the words of the simple form. */
function typedBefore(draft: Draft, locale: string): Record<string, unknown> {
  const { explanation, lines, entryOn, pieceRef } = draft
  const [line] = lines
  return {
    campaign: lines.find(({ campaignId }) => campaignId !== null)?.campaignId,
    budget_line: draft.budgetLineId,
    purpose: explanation.spending,
    means: explanation.paid_by,
    party: explanation.party,
    origin: explanation.received,
    into: explanation.place ?? explanation.to,
    out: explanation.from,
    amount: typedAmount(Math.max(line?.debitCents ?? 0, line?.creditCents ?? 0), locale),
    paid_on: entryOn,
    piece: pieceRef.startsWith('SN-') ? '' : pieceRef,
    journal: draft.journal,
    entry_on: entryOn,
    piece_on: draft.pieceOn,
    label: explanation.text ?? draft.label,
  }
}

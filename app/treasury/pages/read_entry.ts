import type { HttpContext } from '@adonisjs/core/http'
import { typedCents } from '#shared/euros'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { parisInstant } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import type { LegalForm } from '../chart/chart.js'
import { labelOf } from '../postings/explained.js'
import type { DraftEntry } from '../ledger/entry.js'
import { readLines } from '../writing/expert_lines.js'
import type { EntryRefusal } from '../writing/refusals.js'
import { simpleEntry, withoutNumber, type SimpleFacts } from '../writing/simple_entry.js'
import { linesToSpend } from '../reading/budget_lines.js'
import { budgetLineForm, expertForm, movedForm, receivedForm, spentForm } from './entry_forms.js'
import { campaignChoices } from './campaign_choices.js'
import { typedLines } from './typed_lines.js'

/** What the form is about: three things said in simple words, or the entry itself. */
export const KINDS = ['spent', 'received', 'moved', 'expert'] as const
export type Kind = (typeof KINDS)[number]

const MOST_CENTS = 1_000_000_000

/** The kind of entry that a form or an address asks for. */
export function kindOf({ request }: HttpContext): Kind {
  return KINDS.find((kind) => kind === request.input('kind')) ?? 'spent'
}

/** The entry that was typed; or one sentence for each field that must be mended. */
export async function readEntry(ctx: HttpContext): Promise<Result<DraftEntry, FieldErrors>> {
  const kind = kindOf(ctx)
  const line = kind === 'spent' || kind === 'expert' ? await readLine(ctx) : done(null)
  const read = kind === 'expert' ? await readExpert(ctx) : await readSimple(ctx, kind)
  if (!line.ok) return refused({ ...(read.ok ? {} : read.refusal), ...line.refusal })
  return read.ok ? done({ ...read.value, budgetLineId: line.value }) : read
}

/** The line of a voted budget that was chosen; null for none. */
async function readLine(ctx: HttpContext): Promise<Result<number | null, FieldErrors>> {
  const form = await readForm(ctx, budgetLineForm)
  const gone = refused({ budget_line: ctx.i18n.t('treasury.budget.line_gone') })
  if (!form.ok) return gone
  const chosen = Number(form.value.budget_line || 0) || null
  const known = chosen === null || (await linesToSpend()).some(({ id }) => id === chosen)
  return known ? done(chosen) : gone
}

async function readSimple(
  ctx: HttpContext,
  kind: Exclude<Kind, 'expert'>
): Promise<Result<DraftEntry, FieldErrors>> {
  const read = await readFacts(ctx, kind)
  return read.ok ? done(simpleEntry(read.value, await formOn(read.value.on))) : read
}

async function readFacts(
  ctx: HttpContext,
  kind: Exclude<Kind, 'expert'>
): Promise<Result<SimpleFacts, FieldErrors>> {
  const cents = typedCents(String(ctx.request.input('amount') ?? '').slice(0, 20))
  const wrong: FieldErrors =
    !cents || cents > MOST_CENTS ? { amount: ctx.i18n.t('treasury.refusals.amount') } : {}
  const common = (form: { paid_on: string; piece?: string | null }) => ({
    cents: cents ?? 0,
    on: form.paid_on,
    piece: form.piece ?? '',
  })
  if (kind === 'spent') {
    const form = await readForm(ctx, spentForm)
    if (!form.ok) return refused({ ...form.refusal, ...wrong })
    const { purpose, means, party } = form.value
    const campaignId = Number(form.value.campaign || 0) || null
    const known =
      campaignId === null || (await campaignChoices('fr')).some(({ id }) => id === campaignId)
    if (!known) wrong.campaign = ctx.i18n.t('treasury.refusals.campaign')
    return unless(wrong, { kind, purpose, means, party, campaignId, ...common(form.value) })
  }
  if (kind === 'received') {
    const form = await readForm(ctx, receivedForm)
    if (!form.ok) return refused({ ...form.refusal, ...wrong })
    const { origin: from, into, party } = form.value
    return unless(wrong, { kind, from, into, party, ...common(form.value) })
  }
  const form = await readForm(ctx, movedForm)
  if (!form.ok) return refused({ ...form.refusal, ...wrong })
  const { out, into } = form.value
  if (out === into) wrong.into = ctx.i18n.t('treasury.refusals.same_place')
  return unless(wrong, { kind, out, into, ...common(form.value) })
}

function unless<Value>(wrong: FieldErrors, value: Value): Result<Value, FieldErrors> {
  return Object.keys(wrong).length > 0 ? refused(wrong) : done(value)
}

async function readExpert(ctx: HttpContext): Promise<Result<DraftEntry, FieldErrors>> {
  const form = await readForm(ctx, expertForm)
  if (!form.ok) return form
  const { journal, entry_on: entryOn, label, piece, piece_on: pieceOn } = form.value
  const read = readLines(typedLines(ctx))
  if ('refusal' in read) {
    const said = { line: read.line }
    return refused({ lines: ctx.i18n.t(`treasury.refusals.line_${read.refusal}`, said) })
  }
  const explanation = { key: 'by_hand', text: label }
  return done({
    journal,
    entryOn,
    pieceRef: piece || withoutNumber(entryOn),
    pieceOn: pieceOn || entryOn,
    paidOn: null,
    label: labelOf(explanation),
    explanation,
    origin: 'by_hand',
    source: null,
    reverses: null,
    signaturesNeeded: 1,
    lines: read.lines,
  })
}

const FORM = {
  name: 'treasury.form_of_day',
  text: `select coalesce((select form from ledger_years where $1::date between starts_on and ends_on),
    (select legal_form from organisation), 'collective') as form`,
}

/** The form under which the books of that day are kept. */
async function formOn(day: string): Promise<LegalForm> {
  const known = parisInstant(day, '12:00') === null ? null : day
  const [row] = await prepared<{ form: LegalForm }>(FORM, [known])
  return row?.form ?? 'collective'
}

const FIELD_OF: Record<EntryRefusal, [simple: string, expert: string]> = {
  unbalanced: ['amount', 'lines'],
  too_few_lines: ['amount', 'lines'],
  unknown_account: ['form', 'lines'],
  too_much: ['amount', 'lines'],
  day: ['paid_on', 'entry_on'],
  future: ['paid_on', 'entry_on'],
  closed_year: ['paid_on', 'entry_on'],
  no_such_year: ['paid_on', 'entry_on'],
  piece_later: ['paid_on', 'piece_on'],
}

/** Why the entry is not kept, beside the field that says so. */
export function sentenceOf(ctx: HttpContext, refusal: EntryRefusal): FieldErrors {
  const field = FIELD_OF[refusal][kindOf(ctx) === 'expert' ? 1 : 0]
  return { [field]: ctx.i18n.t(`treasury.refusals.${refusal}`) }
}

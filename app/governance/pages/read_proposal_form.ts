import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { checkValue, type ValueProblem } from '#rulebook/check_value'
import { isRuleKey } from '#rulebook/declarations'
import { readValue } from '#rulebook/read_value'
import { clock } from '#shared/clock'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { enactmentOf, type Described } from '#shared/wiring/enactment'
import type { Kind } from '../kinds.js'
import type { ProposalWords } from '../proposing/proposal.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { draftsTyped } from './drafts_form.js'
import { isMoneyKind, moneyTyped } from './money_words.js'
import { seatsOffered } from './seats_offered.js'
import { amendmentForm, wordsForm } from './proposal_forms.js'

/** What a proposal's form says. */
export interface ProposalTyped {
  /** What is asked, as typed: bad parts included. */
  payload: Record<string, unknown>
  /** Words that could be kept; null while something must be mended. */
  words: ProposalWords | null
  /** Why one amends; empty elsewhere. */
  reason: string
  errors: FieldErrors
  /** What is wrong with a rule's value. */
  problems: ValueProblem[]
}

/** The field of the form that a refusal is about; others concern the whole. */
const FIELDS: Record<string, string> = {
  unknown_role: 'role',
  impossible_seats: 'seats',
  too_many_seats: 'seats',
  method_fills_one_seat: 'seats',
  mandate_over: 'mandate',
  unknown_form: 'form_chosen',
  form_awaited: 'form_chosen',
  unknown_member: 'person',
  name_missing: 'options',
  one_option: 'options',
  too_many_options: 'options',
  option_too_long: 'options',
  option_twice: 'options',
  charter_empty: 'fr',
  charter_too_long: 'fr',
  impossible_amount: 'amount',
  impossible_year: 'year',
  budget_year: 'year',
  spend_purpose: 'purpose',
  spend_party: 'party',
  no_such_books: 'year',
  year_closed: 'year',
  year_not_over: 'year',
  year_approved: 'year',
  unknown_appropriation: 'appropriation',
}

/** The words that a form is written over. */
export type WrittenOver = Pick<ProposalRead, 'payload' | 'version'>

/**
 * Reads the form of a kind, asks its enactment whether it could be done. Over words that stand, what
 * is asked about (the rule, the role, the mandate) does not change, and words written meanwhile are
 * not lost.
 */
export async function readProposalForm(
  ctx: HttpContext,
  kind: Kind,
  over: WrittenOver | null,
  amending = false
): Promise<ProposalTyped> {
  const form = await (amending ? readForm(ctx, amendmentForm) : readForm(ctx, wordsForm))
  const payload = payloadTyped(ctx, kind, over?.payload ?? {})
  const key = String(payload.key)
  const checked =
    kind === 'rule_change' && isRuleKey(key) ? await checkValue(key, payload.value) : null
  const problems = checked && !checked.ok ? checked.refusal : []
  const possible = await validated(kind, payload)
  const errors = form.ok ? {} : { ...form.refusal }
  if (!possible.ok && problems.length === 0) {
    const { key: name, words } = possible.refusal
    errors[FIELDS[name] ?? 'form'] ??= ctx.i18n.t(`decide.refusals.${name}`, words)
  }
  const outdated = over !== null && String(ctx.request.input('version')) !== String(over.version)
  if (outdated) errors.form ??= ctx.i18n.t('decide.refusals.written_again')
  if (problems.length > 0) errors.form ??= ctx.i18n.t('decide.refusals.impossible_value')
  const reason: unknown = form.ok && 'reason' in form.value ? form.value.reason : ''
  return {
    payload,
    words:
      form.ok && possible.ok && !outdated
        ? { title: form.value.title, reasons: form.value.reasons, payload: possible.value }
        : null,
    reason: typeof reason === 'string' ? reason : '',
    errors,
    problems,
  }
}

type Validated = { ok: true; value: Record<string, unknown> } | { ok: false; refusal: Described }

function validated(kind: Kind, payload: Record<string, unknown>): Promise<Validated> {
  const at = clock.now()
  return db.transaction(async (transaction): Promise<Validated> => {
    const most = kind === 'election' ? await seatsOffered(payload.role, at, transaction) : null
    const seats = payload.seats === '' ? most : payload.seats
    const asked = most === null ? payload : { ...payload, seats }
    const possible = await enactmentOf(kind).validate(asked, at, transaction)
    if (possible.ok && most !== null && Number(seats) > most) {
      return { ok: false, refusal: { key: 'too_many_seats', words: { most } } }
    }
    return possible
  })
}

function payloadTyped(
  { request }: HttpContext,
  kind: Kind,
  fixed: Record<string, unknown>
): Record<string, unknown> {
  const text = (name: string) => {
    const typed: unknown = request.input(name)
    return typeof typed === 'string' ? typed : ''
  }
  if (isMoneyKind(kind)) return moneyTyped(kind, text)
  switch (kind) {
    case 'rule_change': {
      const key = String(fixed.key ?? text('key'))
      return { key, value: isRuleKey(key) ? readValue(key, request.input('value')) : null }
    }
    case 'charter':
      return { fr: lines(text('fr')), en: lines(text('en')) }
    case 'drafts':
      return draftsTyped(String(fixed.key ?? text('key')), request.input('drafts'))
    case 'election':
      return {
        role: fixed.role ?? text('role'),
        seats: /^\d{1,2}$/.test(text('seats')) ? Number(text('seats')) : text('seats'),
      }
    case 'recall':
      return { mandateId: fixed.mandateId ?? (Number(text('mandate')) || null) }
    case 'legal_form':
      return { form: text('form_chosen') }
    case 'exclusion':
      return { personId: fixed.personId ?? (Number(text('person')) || null) }
    case 'emergency_ratification':
      throw new Error('A measure brings its vote with it')
    case 'name':
    case 'consultation':
      return { options: lines(text('options')).split('\n') }
  }
}

/** Browsers send the ends of lines as CR LF. */
const lines = (text: string) => text.replaceAll('\r\n', '\n')

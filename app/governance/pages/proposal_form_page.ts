import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { LEGAL_FORMS } from '#organisation/organisation_form'
import { isRuleKey, ruleOf } from '#rulebook/declarations'
import { descriptionKey, titleKey } from '#rulebook/rule'
import { currentBook } from '#rulebook/rule_book'
import { contradictionSaid, valueFormPage } from '#rulebook/value_form_page'
import { valueInWords } from '#rulebook/value_in_words'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { ELECTED } from '../calling/method_of.js'
import type { Kind } from '../kinds.js'
import type { ProposalWords } from '../proposing/proposal.js'
import { membersToExclude, nameOf } from '../proposing/members_to_exclude.js'
import { mandatesToRecall } from '../proposing/mandates_to_recall.js'
import { changeShown, charterBefore } from './change_shown.js'
import { draftsForm } from './drafts_form.js'
import { amountTyped, isMoneyKind, RESULTS } from './money_words.js'
import type { ProposalTyped } from './read_proposal_form.js'
import { seatsOffered } from './seats_offered.js'

/** Where a form of words is sent, and what it is for. */
export interface FormPlace {
  mode: 'new' | 'edit' | 'amend'
  kind: Kind
  action: string
  back: string
  /** The version that the words are written over; 0 for a new proposal. */
  version: number
}

/** The form of a kind of proposal, as kept or as typed; `looked` shows what would be enacted. */
export async function proposalFormPage(
  ctx: HttpContext,
  place: FormPlace,
  stands: ProposalWords,
  typed: ProposalTyped | null = null,
  looked = false
) {
  const { request } = ctx
  const payload = typed?.payload ?? stands.payload
  // Whoever asks for one draft more is not told yet what is missing.
  const more = place.kind === 'drafts' && request.input('step') === 'add'
  const errors = more ? {} : (typed?.errors ?? {})
  const text = (name: 'title' | 'reasons' | 'reason') => String(request.input(name) ?? '')
  return page(
    ctx,
    'governance/proposal_form',
    {
      ...place,
      payload,
      errors,
      values: typed
        ? { title: text('title'), reasons: text('reasons'), reason: text('reason') }
        : { ...stands, reason: '' },
      rule: place.kind === 'rule_change' ? await ruleForm(payload, typed, ctx) : null,
      drafts:
        place.kind === 'drafts'
          ? await draftsForm(payload, { typed: typed !== null, more }, ctx)
          : null,
      mandates: place.kind === 'recall' ? await mandatesOffered(ctx) : [],
      forms: place.kind === 'legal_form' ? formsOffered(ctx) : [],
      people: place.kind === 'exclusion' ? await peopleOffered() : [],
      roles: place.kind === 'election' ? await rolesOffered(ctx) : [],
      money: isMoneyKind(place.kind) ? moneyForm(payload, ctx) : null,
      change:
        looked && !more && typed?.words ? await wouldChange(place.kind, typed.words, ctx) : null,
    },
    Object.keys(errors).length > 0 ? 422 : 200
  )
}

async function ruleForm(
  { key: name, value }: Record<string, unknown>,
  typed: ProposalTyped | null,
  { i18n }: HttpContext
) {
  const key = String(name)
  if (!isRuleKey(key)) throw new Error(`No rule ${key} is declared`)
  const t = (text: string, words?: Record<string, unknown>) => i18n.t(text, words)
  const problems = typed?.problems ?? []
  return {
    key,
    title: t(titleKey(key)),
    description: t(descriptionKey(key)),
    before: valueInWords(i18n.locale, ruleOf(key), (await currentBook(clock.now())).value(key), t),
    groups: valueFormPage(key, value, problems, t),
    contradiction: contradictionSaid(problems, t),
  }
}

function moneyForm(payload: Record<string, unknown>, { i18n }: HttpContext) {
  return {
    ...payload,
    amount: amountTyped(payload.cents, i18n.locale),
    results: RESULTS.map((value) => ({ value, label: i18n.t(`decide.money.results.${value}`) })),
  }
}

async function mandatesOffered({ i18n }: HttpContext) {
  const mandates = await mandatesToRecall(clock.now())
  return mandates.map(({ id, name, role }) => ({
    value: id,
    label: i18n.t('decide.form.mandate', { name, role: i18n.t(`roles.${role}`) }),
  }))
}

const formsOffered = ({ i18n }: HttpContext) =>
  LEGAL_FORMS.map((value) => ({
    ...{ value, label: i18n.t(`web.legal.form.${value}`) },
    hint: i18n.t(`network.forms.${value}`),
  }))

const peopleOffered = async () =>
  (await membersToExclude()).map(({ id, name, handle }) => ({
    value: id,
    label: `${name} (@${handle})`,
  }))

function rolesOffered({ i18n }: HttpContext) {
  const at = clock.now()
  return db.transaction(async (transaction) => {
    const offered = []
    for (const role of ELECTED) {
      const seats = (await seatsOffered(role, at, transaction)) ?? 1
      const label = i18n.t('decide.form.role', { role: i18n.t(`roles.${role}`), seats })
      offered.push({ value: role, label })
    }
    return offered
  })
}

async function wouldChange(kind: Kind, { payload }: ProposalWords, { i18n }: HttpContext) {
  const now = clock.now()
  const [mandate] =
    kind === 'recall'
      ? (await mandatesToRecall(now)).filter(({ id }) => id === Number(payload.mandateId))
      : []
  return changeShown(
    {
      ...{ kind, payload },
      mandateHolder: mandate?.name ?? null,
      mandateRole: mandate?.role ?? null,
      personConcerned: kind === 'exclusion' ? await nameOf(Number(payload.personId)) : null,
    },
    await currentBook(now),
    await charterBefore(now),
    i18n
  )
}

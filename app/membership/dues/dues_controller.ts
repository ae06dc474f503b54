import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { eurosLabel, typedCents } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { isLocale } from '#shared/http/locale'
import { solidarityPot } from './cover.js'
import { duesAmount } from './dues_amounts.js'
import { duesForm } from './dues_form.js'
import { DuesOrder, type DuesChoice, type DuesRefusal } from './dues_order.js'
import { duesCheckPage, duesPage, offered, previewOf } from './dues_page.js'
import type { Plan } from './plans.js'
import { memberIdsFor, payerFor, type PayerFor } from './payer_for.js'

const ORDERS = { tries: 30, seconds: 3600 }

const FIELD_OF: Partial<Record<ChoiceRefusal, string>> = {
  not_an_amount: 'other_amount',
  below_floor: 'other_amount',
  not_offered: 'amount',
  too_much: 'other_amount',
  pot_empty: 'amount',
  not_in_parts: 'instalments',
  no_such_plan: 'plan',
}

/** What may be wrong with a choice: what its order would refuse, or an amount that is none. */
type ChoiceRefusal = DuesRefusal | 'not_an_amount'

/** Joining and renewing, in three steps: choose, check, pay. */
export default class DuesController {
  async show(ctx: HttpContext) {
    return duesPage(ctx, await payerFor(ctx))
  }

  async check(ctx: HttpContext) {
    const paying = await payerFor(ctx)
    const form = await readForm(ctx, duesForm)
    if (!form.ok) return duesPage(ctx, paying, form.refusal)
    const { book, plans } = await offered(ctx)
    const plan = plans.find(({ code }) => code === form.value.plan)
    if (!plan) return this.#refuse(ctx, paying, 'no_such_plan')
    if (isUnclear(form.value)) return this.#refuse(ctx, paying, 'not_an_amount')
    const choice = choiceOf(form.value, plan.solidarityCents)
    const least = eurosLabel(leastOf(plan, choice), ctx.i18n.locale)
    const open = book.value('dues.solidarity_pot')
    const priced = duesAmount(plan, choice, { open, ...(await solidarityPot()) })
    if (!priced.ok) return this.#refuse(ctx, paying, priced.refusal, least)
    const next = await previewOf(paying.member?.id ?? null, plan, ctx)
    if (!next) return this.#refuse(ctx, paying, 'already_for_life')
    const { household, payer } = paying
    const others = household.filter(({ id }) => form.value.with?.includes(id))
    const also = form.value.also ? [form.value.also] : []
    return duesCheckPage(ctx, paying, {
      plan,
      cents: priced.value.duesCents,
      giftCents: priced.value.giftCents,
      fromPotCents: priced.value.fromPotCents,
      names: [payer.name, ...others.map(({ name }) => name), ...also],
      next,
      recurring: choice.recurring,
      instalments: choice.instalments,
      fields: fieldsOf(form.value),
    })
  }

  async store(ctx: HttpContext) {
    await throttle('dues', [String(ctx.viewer?.id ?? ctx.request.ip())], ORDERS)
    const paying = await payerFor(ctx)
    const form = await readForm(ctx, duesForm)
    if (!form.ok) return duesPage(ctx, paying, form.refusal)
    const { plans } = await offered(ctx)
    const plan = plans.find(({ code }) => code === form.value.plan)
    if (!plan) return this.#refuse(ctx, paying, 'no_such_plan')
    if (isUnclear(form.value)) return this.#refuse(ctx, paying, 'not_an_amount')
    const at = clock.now()
    const memberIds = await memberIdsFor(paying, form.value, at)
    const choice = choiceOf(form.value, plan.solidarityCents)
    const { payer, returnPath } = paying
    const placed = await DuesOrder.place({ payer, memberIds, choice, returnPath }, at)
    if (!placed.ok) {
      const least = eurosLabel(leastOf(plan, choice), ctx.i18n.locale)
      return this.#refuse(ctx, paying, placed.refusal, least)
    }
    const { intent } = placed.value
    if (!intent) leaveNotice(ctx, 'membership_opened')
    return ctx.response
      .redirect()
      .status(303)
      .toPath(intent ? `/pay/${intent.id}` : returnPath)
  }

  async nextPart(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const person = await Person.findOrFail(id)
    const order = await DuesOrder.find(Number(ctx.params.id))
    if (order?.payerId !== id) throw new NotFound()
    const locale = isLocale(ctx.i18n.locale) ? ctx.i18n.locale : 'fr'
    const payer = { personId: id, name: person.name, email: person.email, locale }
    const asked = await DuesOrder.askPart(order.id, payer, clock.now())
    if (!asked.ok) leaveNotice(ctx, `dues_${asked.refusal}`, 'warning')
    return ctx.response
      .redirect()
      .status(303)
      .toPath(asked.ok ? `/pay/${asked.value.id}` : '/membership')
  }

  #refuse(ctx: HttpContext, paying: PayerFor, refusal: ChoiceRefusal, least = '') {
    const sentence = ctx.i18n.t(`membership.refusals.${refusal}`, { least })
    return duesPage(ctx, paying, { [FIELD_OF[refusal] ?? 'form']: sentence })
  }
}

type DuesTyped = Infer<typeof duesForm>

/** Something is typed as an amount that is none. */
const isUnclear = ({ other_amount: typed }: DuesTyped) =>
  Boolean(typed) && typedCents(typed ?? '') === null

/** The least that can be paid by a choice. */
const leastOf = ({ floorCents, solidarityCents }: Plan, { solidarity }: DuesChoice) =>
  solidarity ? (solidarityCents ?? floorCents) : floorCents

/** What is typed beside the suggestions counts before them. */
function choiceOf(typed: DuesTyped, solidarityCents: number | null): DuesChoice {
  const solidarity = typed.amount === 'solidarity'
  const said = /^\d{1,9}$/.test(typed.amount ?? '') ? Number(typed.amount) : -1
  const other = typed.other_amount ? (typedCents(typed.other_amount) ?? -1) : null
  return {
    plan: typed.plan,
    cents: other ?? (solidarity ? (solidarityCents ?? -1) : said),
    solidarity,
    beyond: typed.beyond ?? 'dues',
    recurring: Boolean(typed.recurring),
    instalments: typed.instalments ?? 1,
  }
}

/** The choice again, for the form of the next page. */
function fieldsOf(typed: DuesTyped): Array<{ name: string; value: string }> {
  return Object.entries(typed).flatMap(([name, value]) => {
    if (value === null || value === undefined || value === '') return []
    if (Array.isArray(value)) return value.map((one) => ({ name: `${name}[]`, value: String(one) }))
    return [{ name, value: String(value) }]
  })
}

import type { HttpContext } from '@adonisjs/core/http'
import { network } from '#organisation/network'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { parisDay } from '#shared/paris'
import { awaitedDues } from './awaited_dues.js'
import { solidarityPot } from './cover.js'
import { splitInto } from './dues_amounts.js'
import { isEmpty, isPaidFor, periodsOf } from './member_periods.js'
import type { PayerFor } from './payer_for.js'
import { nextPeriod, type Next } from './periods.js'
import type { StandingFound } from './standing.js'
import { standingOf } from './standing_of.js'
import { plansOf, termsOf, type Plan } from './plans.js'

/** Who has been a member for a while renews rather than joins. */
const RENEWS = new Set(['active', 'grace', 'lapsed'])

/** The first page of paying dues: which plan, how much, for whom. Keeps what was typed. */
export async function duesPage(ctx: HttpContext, paying: PayerFor, errors: FieldErrors = {}) {
  const { locale } = ctx.i18n
  const { book, plans, legalForm } = await offered(ctx)
  const asked = ctx.request.input('plan')
  const plan = plans.find(({ code }) => code === asked) ?? plans[0]
  const typed = ctx.request.only(['amount', 'other_amount', 'beyond', 'recurring', 'also'])
  const refused = Object.keys(errors).length > 0
  const pot = await solidarityPot()
  const found = paying.member && (await standingOf(paying.member.id, clock.now()))
  return page(
    ctx,
    'membership/dues',
    {
      form: legalForm,
      base: paying.base,
      renews: found && RENEWS.has(found.standing) ? found.standing : null,
      waits: found ? waitsFor(found) : null,
      awaited: ctx.viewer && (await awaitedDues(ctx.viewer.id, clock.now(), locale)),
      until: found?.until ? dayOfParis(found.until, locale) : null,
      plans: plans.map(({ code, name }) => ({ code, name, current: code === plan?.code })),
      plan: plan && {
        ...plan,
        floor: eurosLabel(plan.floorCents, locale),
        amounts: amountsOf(plan, pot.balanceCents, locale),
        parts: partsOf(plan, book.value('dues.instalments')),
      },
      pot: {
        open: book.value('dues.solidarity_pot'),
        balance: eurosLabel(pot.balanceCents, locale),
      },
      household: paying.household.map(({ id, name }) => ({ id, name })),
      chosenWith: [ctx.request.input('with') ?? []].flat().map(Number),
      instalments: Number(ctx.request.input('instalments')) || 1,
      name: paying.payer.name,
      typed: {
        ...typed,
        amount: typed.amount ?? String(plan?.suggestedCents[0] ?? plan?.floorCents ?? ''),
      },
      errors,
    },
    refused ? 422 : 200
  )
}

/** The second page: everything that was chosen, from when to when, before anything is paid. */
export async function duesCheckPage(
  ctx: HttpContext,
  paying: PayerFor,
  chosen: {
    plan: Plan
    cents: number
    giftCents: number
    fromPotCents: number
    names: string[]
    next: Next
    recurring: boolean
    instalments: number
    fields: Array<{ name: string; value: string }>
  }
) {
  const { locale } = ctx.i18n
  const { next, names, cents, giftCents, instalments } = chosen
  const { legalForm } = await network(locale)
  const total = (cents + giftCents) * names.length
  const parts = splitInto(cents * names.length, instalments)
  return page(ctx, 'membership/dues_check', {
    form: legalForm,
    base: paying.base,
    plan: chosen.plan,
    names,
    from: dayOfParis(next.from, locale),
    to: next.to && dayOfParis(next.to, locale),
    dues: eurosLabel(cents, locale),
    gift: giftCents > 0 ? eurosLabel(giftCents, locale) : null,
    fromPot: chosen.fromPotCents > 0 ? eurosLabel(chosen.fromPotCents, locale) : null,
    total: eurosLabel(total, locale),
    free: total === 0,
    now: eurosLabel((parts[0] ?? 0) + giftCents * names.length, locale),
    later: eurosLabel(parts[1] ?? 0, locale),
    instalments,
    recurring: chosen.recurring,
    fields: chosen.fields,
    changeHref: `${paying.base}?${new URLSearchParams(
      chosen.fields.map(({ name, value }): [string, string] => [name, value])
    )}`,
  })
}

/** The plans of today, and the book they come from. */
export async function offered(ctx: HttpContext) {
  const book = await currentBook(clock.now())
  const { legalForm } = await network(ctx.i18n.locale)
  return { book, legalForm, plans: plansOf(book, legalForm) }
}

/** The period that paying now would open for a member (null: someone new); null when none follows. */
export async function previewOf(
  memberId: number | null,
  plan: Plan,
  ctx: HttpContext
): Promise<Next | null> {
  const { book } = await offered(ctx)
  const day = parisDay(clock.now())
  const periods = memberId ? (await periodsOf(memberId)).filter((one) => !isEmpty(one)) : []
  const last = periods.filter(isPaidFor).at(-1) ?? null
  return nextPeriod(termsOf(book, plan.kind, last && last.from > day ? last.from : day), last)
}

/** What is on its way already, so that nobody pays it again. */
function waitsFor({ standing, provisional }: StandingFound) {
  if (standing === 'pending') return 'pending'
  return provisional ? 'provisional' : null
}

function amountsOf(plan: Plan, potCents: number, locale: string) {
  const cents = new Set([plan.floorCents, ...plan.suggestedCents])
  const plain = [...cents]
    .sort((one, other) => one - other)
    .map((one) => ({ value: String(one), label: eurosLabel(one, locale), hint: null }))
  const scale = plan.scale.map((one) => ({
    value: String(one.cents),
    label: eurosLabel(one.cents, locale),
    hint: one.name,
  }))
  const least = plan.solidarityCents
  const priced = least !== null && potCents >= plan.floorCents - least
  return {
    plain: [...plain.filter(({ value }) => !scale.some((one) => one.value === value)), ...scale],
    solidarity: priced ? { value: 'solidarity', label: eurosLabel(least, locale) } : null,
  }
}

function partsOf({ kind }: Plan, most: number): number[] {
  const yearly = kind === 'civil_year' || kind === 'rolling_year'
  return yearly && most > 1 ? Array.from({ length: most }, (_, index) => index + 1) : []
}

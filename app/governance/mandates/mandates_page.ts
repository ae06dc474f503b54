import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { POWERS } from '#people/powers'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { benches, type Bench } from './bench.js'
import type { MandateRead } from './read_mandates.js'

const PAST_SHOWN = 20

/** Who holds what, role by role, in the reader's words: visitors read first names only. */
export async function mandatesPage(ctx: HttpContext) {
  const found = await db.transaction((transaction) => benches(clock.now(), transaction))
  return { benches: found.map((bench) => benchShown(bench, ctx)) }
}

/** A role in words. */
export function benchShown(bench: Bench, ctx: HttpContext) {
  const { role, seats, empty, election, electionNeeded, standIn } = bench
  const { t, locale } = { t: ctx.i18n.t.bind(ctx.i18n), locale: ctx.i18n.locale }
  const of = bench.held.length
  const meanwhile = of === 0 || standIn !== 'waits' ? standIn : null
  return {
    ...{ role, empty, electionNeeded },
    title: t(`roles.${role}`),
    seats: seats === null ? null : t('mandates.seats', { held: of, seats }),
    held: bench.held.map((one) => holderShown(one, ctx)),
    past: bench.past.slice(0, PAST_SHOWN).map((one) => holderShown(one, ctx)),
    powers: POWERS[role].map((power) => t(`mandates.powers.${power}`)),
    meanwhile: meanwhile && t(`mandates.meanwhile.${role}_${meanwhile}`),
    election: election && {
      href: `/decide/${election.id}`,
      text:
        election.stage === 'called' && election.opensAt
          ? t('mandates.election_opens', { on: dayLabel(election.opensAt, locale) })
          : t('mandates.election_under_way', { stage: t(`decide.stages.${election.stage}`) }),
    },
  }
}

function holderShown(mandate: MandateRead, { viewer, i18n }: HttpContext) {
  const { id, name, handle, startsAt, endsAt, cause, proposalId, endedByProposalId } = mandate
  const day = (at: Date) => dayLabel(at, i18n.locale)
  const term = { from: day(startsAt), until: day(endsAt) }
  return {
    name: viewer ? name : (name.split(/\s/u)[0] ?? name),
    href: viewer ? `/@${handle}` : null,
    own: viewer?.id === mandate.personId ? `/mandates/${id}` : null,
    term: i18n.t('mandates.term', term),
    until: i18n.t('mandates.until', term),
    // A recall is told to the network, not to the whole web.
    cause: cause && viewer ? i18n.t(`mandates.causes.${cause}`) : null,
    vote: proposalId === null ? null : `/decide/${proposalId}`,
    endingVote: endedByProposalId === null || !viewer ? null : `/decide/${endedByProposalId}`,
  }
}

import i18nManager from '@adonisjs/i18n/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { boardMembers } from '#governance/emergency/propose_measure'
import { readMeasure } from '#governance/emergency/read_measures'
import { changeInWords } from '#governance/pages/change_in_words'
import { readProposal } from '#governance/proposing/read_proposal'
import { possibleVoters } from '#membership/eligibility'
import { dateLabel } from '#shared/date_label'
import { prepared } from '#shared/prepared'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { writeToAll } from './mailing.js'

/** What the board is told of a measure that waits, and everyone of one that is taken. */
export function listenToMeasures(): void {
  listenInTransaction('governance.measure_proposed', proposed)
  listenInTransaction('governance.measure_taken', taken)
}

const TELL_PEOPLE = {
  name: 'letters.tell_people_of_measure',
  text: `insert into notifications (person_id, notification_key, kind, actor_id, proposal_id, happened_at)
    select p.id, $2 || ':' || $1::bigint, $2, $4::bigint, $5::bigint, $6::timestamptz
      from people p where $3::bigint[] is null or p.id = any($3::bigint[])
    on conflict (person_id, notification_key) do nothing`,
}

async function proposed({ at, measureId }: DomainEvent, transaction: TransactionClientContract) {
  const measure = await found(measureId, at, transaction)
  const others = (await boardMembers(at, transaction)).filter((id) => id !== measure.proposedById)
  const values = [measure.id, 'measure_proposed', others, measure.proposedById, null, at]
  await prepared(TELL_PEOPLE, values, transaction)
}

/** Each account is told in the app; each member also by a letter, which convenes the vote. */
async function taken({ at, measureId }: DomainEvent, transaction: TransactionClientContract) {
  const measure = await found(measureId, at, transaction)
  const proposalId = Number(measure.proposalId)
  await prepared(
    TELL_PEOPLE,
    [measure.id, 'measure_taken', null, null, proposalId, at],
    transaction
  )
  const proposal = await readProposal(proposalId, at, transaction)
  if (!proposal?.opensAt || !proposal.closesAt) throw new Error(`No vote on measure ${measure.id}`)
  const { opensAt, closesAt } = proposal
  const everyone = await possibleVoters(at, transaction)
  const memberIds = everyone
    .filter(({ voice }) => voice.votes || voice.reason.key === 'too_recent')
    .map(({ memberId }) => memberId)
  const values = (locale: string) => ({
    title: measure.title,
    change: changeInWords(proposal, i18nManager.locale(locale)),
    ...{ opens: dateLabel(opensAt, locale), until: dateLabel(closesAt, locale) },
  })
  const mailing = { key: `measure_taken:${measure.id}`, kind: 'measure_taken', memberIds, values }
  await writeToAll({ ...mailing, action: `/decide/${proposalId}` }, at, transaction)
}

async function found(id: unknown, at: Date, transaction: TransactionClientContract) {
  const measure = await readMeasure(Number(id), at, transaction)
  if (!measure) throw new Error(`There is no measure ${String(id)}`)
  return measure
}

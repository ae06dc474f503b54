import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { readProposal } from '#governance/proposing/read_proposal'
import { missingVoters } from '#governance/roll/roll_voters'
import { dateLabel } from '#shared/date_label'
import { writeToAll } from './mailing.js'
import { notifyAll } from './vote_notifications.js'

/** Two days before the close, or half-way through a vote of less than four days. */
const DUE = `closes_at - least(interval '48 hours', (closes_at - opens_at) / 2) <= ?
  and closes_at > ?`

/**
 * Reminds those who have not voted, once for each vote; called by the clock. What says that it was
 * done is written with the letters, so that nodes and restarts never do it twice.
 */
export async function remindVotes(at: Date): Promise<void> {
  const due: { id: number }[] = await db
    .from('proposal_calls')
    .whereRaw(DUE, [at, at])
    .whereNotExists((query) =>
      query
        .from('vote_reminders')
        .whereColumn('vote_reminders.proposal_id', 'proposal_calls.proposal_id')
    )
    .select('proposal_id as id')
  for (const { id } of due) {
    await db.transaction((transaction) => remind(id, at, transaction))
  }
}

async function remind(proposalId: number, at: Date, transaction: TransactionClientContract) {
  const first = await transaction
    .table('vote_reminders')
    .knexQuery.insert({ proposal_id: proposalId, reminded_at: at })
    .onConflict('proposal_id')
    .ignore()
    .returning('proposal_id')
  if (first.length === 0) return
  const proposal = await readProposal(proposalId, at, transaction)
  if (!proposal?.closesAt) return
  const { title, closesAt, voters } = proposal
  const vote = { proposalId, frozen: voters !== null }
  const memberIds = await missingVoters(vote, at, transaction)
  await notifyAll({ proposalId, kind: 'vote_reminder', memberIds }, at, transaction)
  const values = (locale: string) => ({ title, closes: dateLabel(closesAt, locale) })
  const mailing = { key: `vote_reminder:${proposalId}`, kind: 'vote_reminder', memberIds, values }
  await writeToAll({ ...mailing, action: `/decide/${proposalId}/ballot` }, at, transaction)
}

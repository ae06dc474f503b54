import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ProposalSchema } from '#database/schema'
import { tell } from '#shared/wiring/events'
import type { Kind } from '../kinds.js'

/** The words of a proposal, and what it would change if adopted. */
export interface ProposalWords {
  title: string
  reasons: string
  payload: Record<string, unknown>
}

/** Something put to the members. Its words are versions, its steps are rows of their own. */
export class Proposal extends ProposalSchema {
  declare kind: Kind

  /** Begins a draft that only its author sees. */
  static async start(
    {
      kind,
      authorId,
      secondCallOf = null,
      ...words
    }: { kind: Kind; authorId: number; secondCallOf?: number | null } & ProposalWords,
    at: Date,
    transaction: TransactionClientContract
  ): Promise<Proposal> {
    const proposal = await Proposal.create(
      { kind, authorId, secondCallOf, startedAt: at },
      { client: transaction }
    )
    await proposal.write(words, authorId, at, transaction)
    return proposal
  }

  /** Writes the next version; the database refuses it once the vote is called. */
  async write(
    { title, reasons, payload }: ProposalWords,
    personId: number,
    at: Date,
    transaction: TransactionClientContract
  ): Promise<number> {
    await hold(this.id, transaction)
    const [last] = await transaction
      .from('proposal_versions')
      .where('proposal_id', this.id)
      .max('version as version')
    const version = Number(last?.version ?? 0) + 1
    await transaction.table('proposal_versions').insert({
      proposal_id: this.id,
      version,
      title,
      reasons,
      payload: JSON.stringify(payload),
      author_id: personId,
      written_at: at,
    })
    return version
  }

  /** Shows the draft to the members, who may then remark, amend and support it. */
  async openDiscussion(at: Date, transaction: TransactionClientContract): Promise<void> {
    const opened = await transaction
      .table('proposal_discussions')
      .knexQuery.insert({ proposal_id: this.id, opened_at: at })
      .onConflict('proposal_id')
      .ignore()
      .returning('proposal_id')
    // The call itself tells of what was discussed before, or of what leaves no time for it.
    const told = this.secondCallOf !== null || this.kind === 'emergency_ratification'
    if (opened.length === 0 || told) return
    await tell({ name: 'governance.discussion_opened', at, proposalId: this.id }, transaction)
  }

  /** Takes the proposal back; what was said of it stays. */
  async withdraw(personId: number, at: Date, transaction: TransactionClientContract) {
    await transaction
      .table('proposal_withdrawals')
      .insert({ proposal_id: this.id, person_id: personId, withdrawn_at: at })
  }

  /** Support for putting it to the vote; once a person, and not of one's own proposal. */
  async second(personId: number, at: Date, transaction: TransactionClientContract): Promise<void> {
    await transaction
      .table('proposal_seconds')
      .knexQuery.insert({ proposal_id: this.id, person_id: personId, seconded_at: at })
      .onConflict(['proposal_id', 'person_id'])
      .ignore()
  }

  /** Stands in an election. */
  async stand(
    { personId, statement }: { personId: number; statement: string },
    at: Date,
    transaction: TransactionClientContract
  ): Promise<void> {
    await transaction.table('proposal_candidacies').insert({
      proposal_id: this.id,
      person_id: personId,
      statement,
      declared_at: at,
    })
  }

  /** Takes a candidacy back, which then stays so. */
  async standDown(personId: number, at: Date, transaction: TransactionClientContract) {
    await transaction
      .table('proposal_candidacy_withdrawals')
      .insert({ proposal_id: this.id, person_id: personId, withdrawn_at: at })
  }

  /** Says something under the proposal; gives back the number of what was said. */
  async remark(
    { personId, body }: { personId: number; body: string },
    at: Date,
    transaction: TransactionClientContract
  ): Promise<number> {
    const [row] = await transaction
      .table('proposal_remarks')
      .insert({ proposal_id: this.id, author_id: personId, body, said_at: at })
      .returning('id')
    return Number(row.id)
  }
}

/** Holds a proposal until the transaction ends, as the database's own guards do. */
export async function hold(proposalId: number, transaction: TransactionClientContract) {
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtextextended('proposal', ?))`, [
    proposalId,
  ])
}

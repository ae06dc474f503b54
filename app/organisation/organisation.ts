import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { OrganisationSchema, OrganisationVersionSchema } from '#database/schema'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'

/** What a network says of itself. Markdown-like texts are made HTML by `plain_text_html.ts`. */
export type OrganisationFacts = Pick<
  OrganisationSchema,
  | 'name'
  | 'place'
  | 'taglineFr'
  | 'taglineEn'
  | 'accent'
  | 'legalForm'
  | 'languages'
  | 'contactEmail'
  | 'telephone'
  | 'address'
  | 'registration'
  | 'publicationDirector'
  | 'host'
  | 'aboutFr'
  | 'aboutEn'
  | 'charterFr'
  | 'charterEn'
>

/** What may be corrected without a vote: who answers, and where. */
export type ContactFacts = Pick<
  OrganisationFacts,
  'contactEmail' | 'telephone' | 'address' | 'publicationDirector' | 'host'
>

/** The one network of this installation. The database keeps every version of its facts. */
export class Organisation extends OrganisationSchema {
  static override table = 'organisation'

  /** Founds the network, once; a second founding is refused by the table's single row. */
  static async found(
    facts: Partial<OrganisationFacts> & Pick<OrganisationFacts, 'name' | 'place'>,
    founderId: number | null,
    at: Date,
    transaction: TransactionClientContract
  ): Promise<Organisation> {
    return Organisation.create(
      { id: 1, accent: 'chamois', ...facts, founderId, foundedAt: at },
      { client: transaction }
    )
  }

  /** Whether this person may still set the facts and the rules: the founder, before the charter. */
  isBeingFoundedBy(personId: number | null): boolean {
    return this.charterAdoptedAt === null && personId !== null && this.founderId === personId
  }

  /** The founder changes what the network says of itself; refused once the charter is adopted. */
  async amend(
    facts: Partial<OrganisationFacts>,
    personId: number,
    at: Date
  ): Promise<Result<null, 'charter_adopted'>> {
    return db.transaction(async (transaction) => {
      const row = await Organisation.query({ client: transaction }).forUpdate().firstOrFail()
      if (!row.isBeingFoundedBy(personId)) return refused('charter_adopted')
      await revise(row, facts, personId, at)
      return done(null)
    })
  }

  /** Corrects who answers for the network and where, with a charter or without; a version is kept. */
  static async correctContact(facts: ContactFacts, personId: number, at: Date): Promise<void> {
    await db.transaction(async (transaction) => {
      const row = await Organisation.findOrFail(1, { client: transaction })
      await revise(row, facts, personId, at)
    })
  }

  /**
   * The members adopt the charter's text, by a vote; the first time, this ends the founding phase for
   * good: from then on only votes change the rules.
   */
  static async adoptCharterText(
    {
      charterFr,
      charterEn,
      proposalId,
    }: { charterFr: string; charterEn: string; proposalId: number },
    at: Date,
    transaction: TransactionClientContract
  ): Promise<void> {
    const row = await Organisation.query({ client: transaction }).forUpdate().firstOrFail()
    const first = row.charterAdoptedAt === null
    await row
      .merge({
        charterFr,
        charterEn,
        adoptedByProposalId: proposalId,
        charterAdoptedAt: row.charterAdoptedAt ?? at,
        revisedById: null,
        revisedAt: at,
      })
      .save()
    if (first) await tell({ name: 'organisation.charter_adopted', at }, transaction)
    await tell({ name: 'organisation.amended', at, proposalId }, transaction)
  }

  /** What a vote decided of the network: its name, or its form once that is registered. */
  static async decide(
    facts: Partial<Pick<OrganisationFacts, 'name' | 'legalForm' | 'registration'>>,
    { proposalId, at, personId }: { proposalId: number; at: Date; personId?: number },
    transaction: TransactionClientContract
  ): Promise<void> {
    const row = await Organisation.query({ client: transaction }).forUpdate().firstOrFail()
    await row
      .merge({
        ...facts,
        adoptedByProposalId: proposalId,
        revisedById: personId ?? null,
        revisedAt: at,
      })
      .save()
    await tell({ name: 'organisation.amended', at, proposalId }, transaction)
  }

  /** Ends the founding phase for good: from now on only votes change the rules. */
  static async adoptCharter(at: Date, transaction: TransactionClientContract): Promise<void> {
    const row = await Organisation.findOrFail(1, { client: transaction })
    await row.merge({ charterAdoptedAt: at, revisedAt: at }).save()
    await tell({ name: 'organisation.charter_adopted', at }, transaction)
  }
}

async function revise(
  row: Organisation,
  facts: Partial<OrganisationFacts>,
  personId: number,
  at: Date
): Promise<void> {
  const transaction = row.$trx
  if (!transaction) throw new Error('The network is revised inside a transaction only')
  row.merge(facts)
  if (!row.$isDirty) return
  await row.merge({ revisedById: personId, revisedAt: at }).save()
  await tell({ name: 'organisation.amended', at, personId }, transaction)
}

/** What the network said of itself, from one change to the next; written by the database. */
export class OrganisationVersion extends OrganisationVersionSchema {
  declare facts: Record<string, unknown>
}

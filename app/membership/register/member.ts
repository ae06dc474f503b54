import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { MemberSchema } from '#database/schema'
import type { Person } from '#people/person'
import { parisDay } from '#shared/paris'
import { systemRandom } from '#shared/random'

export interface MemberFacts {
  kind: 'person' | 'organisation'
  personId?: number | null
  name: string
  email?: string | null
  /** Who speaks for an organisation. */
  representative?: string
  collegeId?: number | null
  householdId?: number | null
  /** Who wrote the entry, when it was not the member. */
  entererId?: number | null
}

/** An entry of the register: someone who belongs, did, or has asked to. The number comes with admission. */
export class Member extends MemberSchema {
  declare kind: 'person' | 'organisation'

  static async enter(
    facts: MemberFacts,
    at: Date,
    transaction?: TransactionClientContract
  ): Promise<Member> {
    const { entererId, ...others } = facts
    return Member.create(
      {
        personId: null,
        email: null,
        representative: '',
        collegeId: null,
        householdId: null,
        ...others,
        enteredById: entererId ?? null,
        enteredOn: parisDay(at),
        admittedOn: null,
        number: null,
        checkCode: systemRandom.bytes(15).toString('base64url'),
        createdAt: at,
      },
      { client: transaction }
    )
  }

  static ofPerson(personId: number, transaction?: TransactionClientContract) {
    return Member.query({ client: transaction }).where('personId', personId).first()
  }

  /** The entry of someone with an account, made when there is none. */
  static async forPerson(person: Person, at: Date, transaction: TransactionClientContract) {
    await transaction.rawQuery('select from people where id = ? for update', [person.id])
    const known = await Member.ofPerson(person.id, transaction)
    if (known) return known
    return Member.enter(
      { kind: 'person', personId: person.id, name: person.name, email: person.email },
      at,
      transaction
    )
  }

  /** Holds these members until the transaction ends, always in the same order. */
  static async hold(ids: number[], transaction: TransactionClientContract): Promise<Member[]> {
    const rows = await Member.query({ client: transaction })
      .whereIn('id', ids)
      .orderBy('id')
      .forUpdate()
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.map((id) => {
      const member = byId.get(id)
      if (!member) throw new Error(`There is no member ${id}`)
      return member
    })
  }

  /** Gives the number, once: the day counts from which someone was first covered or exempt. */
  async admit(day: string, transaction: TransactionClientContract): Promise<void> {
    if (this.admittedOn !== null) return
    await transaction
      .from('members')
      .where('id', this.id)
      .whereNull('admitted_on')
      .update({ admitted_on: day })
    await this.useTransaction(transaction).refresh()
  }

  /** The household of this member, formed when there is none. */
  async household(at: Date, transaction: TransactionClientContract): Promise<number> {
    const [held] = await Member.hold([this.id], transaction)
    if (held?.householdId) return held.householdId
    const [row] = await transaction.table('households').returning('id').insert({ formed_at: at })
    const householdId = Number(row.id ?? row)
    await transaction.from('members').where('id', this.id).update({ household_id: householdId })
    return householdId
  }
}

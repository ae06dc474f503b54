import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Member } from '#membership/register/member'
import type { Person } from '#people/person'
import type { DemoEntry } from './demo_files.js'

/** The register's entries by the keys of the demo's files, made when first needed. */
export class Register {
  #members = new Map<string, number>()

  constructor(
    private entries: DemoEntry[],
    private personOf: (key: string) => Person,
    private transaction: TransactionClientContract
  ) {}

  /** Who pays under a key: someone with an account, or an entry's name and address. */
  payer(key: string) {
    const entry = this.#entry(key)
    if (entry) {
      return { personId: null, name: entry.name, email: entry.email ?? null, locale: 'fr' as const }
    }
    const { id: personId, name, email, locale } = this.personOf(key)
    return { personId, name, email, locale }
  }

  async member(key: string, at: Date): Promise<number> {
    const known = this.#members.get(key)
    if (known) return known
    const { id } = await this.#enter(key, at)
    this.#members.set(key, id)
    return id
  }

  #entry = (key: string) => this.entries.find((one) => one.key === key)

  #enter(key: string, at: Date): Promise<Member> {
    const entry = this.#entry(key)
    if (!entry) return Member.forPerson(this.personOf(key), at, this.transaction)
    const { name, email = null, representative } = entry
    const kind = representative ? ('organisation' as const) : ('person' as const)
    const entererId = this.personOf('emile').id
    const facts = { kind, name, email, representative: representative ?? '', entererId }
    return Member.enter(facts, at, this.transaction)
  }
}

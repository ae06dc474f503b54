import hash from '@adonisjs/core/services/hash'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PersonSchema } from '#database/schema'

/** Someone with an account: posts and reads. Membership of the organisation is another matter. */
export class Person extends PersonSchema {
  static override table = 'people'

  static async byEmail(email: string): Promise<Person | null> {
    return Person.findBy('email', normaliseEmail(email))
  }

  /**
   * The person whose password this is, or null. A wrong address costs the same time as a wrong
   * password, so that nobody learns who has an account.
   */
  static async byPassword(email: string, password: string): Promise<Person | null> {
    const person = await Person.byEmail(email)
    const kept = person?.passwordHash ?? (await decoy())
    const right = await hash.verify(kept, password)
    return right && person?.passwordHash ? person : null
  }

  async rename(name: string, bio: string): Promise<void> {
    Object.assign(this, { name, bio })
    this.revision += 1
    await this.save()
  }

  /** Says where they are from; pages show the name that the place had then. */
  async settleIn(place: { id: number; name: string } | null): Promise<void> {
    Object.assign(this, { placeId: place?.id ?? null, place: place?.name ?? '' })
    this.revision += 1
    await this.save()
  }

  async showPortrait(key: string | null, transaction?: TransactionClientContract): Promise<void> {
    if (transaction) this.useTransaction(transaction)
    this.portraitKey = key
    this.revision += 1
    await this.save()
  }

  async speak(locale: 'fr' | 'en'): Promise<void> {
    this.locale = locale
    await this.save()
  }

  async hasAsPassword(password: string): Promise<boolean> {
    return this.passwordHash !== null && hash.verify(this.passwordHash, password)
  }

  async choosePassword(password: string): Promise<void> {
    this.passwordHash = await hash.make(password)
    await this.save()
  }
}

/** Addresses are kept in lower case: nobody has two accounts by a capital letter. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase()
}

let decoyHash: Promise<string> | null = null
function decoy(): Promise<string> {
  decoyHash ??= hash.make('no one has this password')
  return decoyHash
}

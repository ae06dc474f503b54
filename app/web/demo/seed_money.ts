import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Client } from 'pg'
import { askToClaim } from '#membership/dues/claim'
import type { Person } from '#people/person'
import { demoMembership } from './demo_files.js'
import { PastBank } from './past_bank.js'
import { seedBooks } from './seed_books.js'
import { planGifts } from './seed_gifts.js'
import { planMembership } from './seed_membership.js'
import { settleMoney } from './settle_money.js'
import { Timeline } from './timeline.js'

type PersonOf = (key: string) => Person

/** What the past's money is played with. */
export interface Money {
  timeline: Timeline
  bank: PastBank
  personOf: PersonOf
}

/**
 * Two years of gifts and dues, played in the order of time through the verbs of the rooms, as of
 * their instants.
 */
export async function seedMoney(
  client: Client,
  now: Date,
  personOf: PersonOf,
  transaction: TransactionClientContract
): Promise<void> {
  const timeline = new Timeline(now)
  const bank = await PastBank.open(timeline, personOf('emile').id, transaction)
  const money = { timeline, bank, personOf }
  await planGifts(money, client, transaction)
  await planMembership(money, transaction)
  await timeline.play()
  await settleMoney(client, now, transaction)
  const keepers = { treasurer: personOf('emile'), second: personOf('chloe') }
  await seedBooks(keepers.treasurer.joinedAt, now, keepers, transaction)
}

/** Someone asks for the membership that they had paid before they had an account; the letter leaves now. */
export async function askForWhatWasPaid(now: Date, personOf: PersonOf): Promise<void> {
  const { claim } = await demoMembership()
  await askToClaim(personOf(claim.who), claim.email, now)
}

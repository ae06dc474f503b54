import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { StandingOverride } from '#membership/dues/overrides'
import { addDays } from '#membership/dues/periods'
import { Member } from '#membership/register/member'
import { proposeDetails } from '#payments/offline/bank_details'
import { depositCheques } from '#payments/offline/cheque_deposits'
import type { Person } from '#people/person'
import { parisDay } from '#shared/paris'
import { demoMembership, type DemoDues, type DemoOverride } from './demo_files.js'
import { PastDues } from './past_dues.js'
import { Register } from './past_register.js'
import type { Money } from './seed_money.js'

/** Who belongs to the demo's association, for how long, and by what money. */
export async function planMembership(
  { timeline, bank, personOf }: Money,
  transaction: TransactionClientContract
): Promise<void> {
  const told = await demoMembership()
  const register = new Register(told.entries, personOf, transaction)
  const desk = { treasurer: personOf('emile'), second: personOf('quentin') }
  const past = new PastDues({ timeline, register, bank, desk }, transaction)
  await fillBank(told.bank, timeline.instant(told.bank.days_ago, '18:00'), desk, transaction)
  for (const keys of told.households) {
    const orders = keys.map((key) => firstOrder(told.dues, key))
    const { days_ago: daysAgo, at: time } = orders.reduce((last, one) =>
      one.days_ago < last.days_ago ? one : last
    )
    const at = timeline.instant(daysAgo, time)
    timeline.add(at, () => formHousehold(keys, at, register, transaction))
  }
  for (const dues of told.dues) past.plan(dues)
  for (const one of told.overrides) {
    const at = timeline.instant(one.days_ago, '19:00')
    timeline.add(at, () => record(one, register, desk.treasurer, at, transaction))
  }
  for (const daysAgo of told.deposits_days_ago) {
    const at = timeline.instant(daysAgo, '17:00')
    timeline.add(at, async () => void (await depositCheques(desk.treasurer.id, at, transaction)))
  }
}

async function fillBank(
  { holder, iban }: { holder: string; iban: string },
  at: Date,
  { treasurer, second }: { treasurer: Person; second: Person },
  transaction: TransactionClientContract
) {
  await proposeDetails({ holder, iban, bic: null }, treasurer.id, at, transaction)
  await transaction.rawQuery(
    `insert into bank_details_signatures (bank_details_id, signed_by_id, signed_at)
     select max(id), ?, ?::timestamptz + interval '1 day' from bank_details`,
    [second.id, at]
  )
}

async function record(
  { who, kind, reason, for_days: days }: DemoOverride,
  register: Register,
  by: Person,
  at: Date,
  transaction: TransactionClientContract
) {
  const memberId = await register.member(who, at)
  const fromOn = parisDay(at)
  const untilOn = days === undefined ? null : addDays(fromOn, days - 1)
  const facts = { memberId, kind, reason, fromOn, untilOn, recordedById: by.id }
  await StandingOverride.record(facts, at, transaction)
  if (kind !== 'exempt') return
  const [member] = await Member.hold([memberId], transaction)
  await member?.admit(fromOn, transaction)
}

/** Those who live together are one household as soon as all of them are in the register. */
async function formHousehold(
  keys: string[],
  at: Date,
  register: Register,
  transaction: TransactionClientContract
) {
  const ids: number[] = []
  for (const key of keys) ids.push(await register.member(key, at))
  const [first] = await Member.hold(ids, transaction)
  const householdId = await first?.household(at, transaction)
  await transaction.from('members').whereIn('id', ids).update({ household_id: householdId })
}

/** The first order that one of the demo's files makes for someone. */
function firstOrder(dues: DemoDues[], key: string): DemoDues {
  const [first] = dues
    .filter(({ payer, with: others = [] }) => payer === key || others.includes(key))
    .sort((one, other) => other.days_ago - one.days_ago)
  if (!first) throw new Error(`Nobody pays for ${key}`)
  return first
}

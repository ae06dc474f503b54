import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#shared/clock'
import { enqueue } from '#shared/jobs/queue'
import { feeTaken } from './demo_bank.js'
import { askForDemoNotice } from './demo_notices.js'
import { demoObject, keepDemoObject, type DemoObject } from './demo_objects.js'

export const TAKE_DEMO_FEE = 'take_demo_fee'

/** How long the play bank does not say yet what it keeps, as the real ones. */
const AFTER = 60_000

/** Asks for the fee of a payment that has just come, with the payment itself. */
export async function askForDemoFee(
  object: DemoObject,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  if (object.kind !== 'payment' || object.paidAt === null || object.feeCents !== null) return
  const options = { key: `demo_fee:${object.ref}`, runAt: new Date(at.getTime() + AFTER) }
  await enqueue(TAKE_DEMO_FEE, { ref: object.ref }, transaction, options)
}

/** Takes the fee, once, and has it told. */
export async function takeDemoFee({ ref }: Record<string, unknown>): Promise<void> {
  await db.transaction(async (transaction) => {
    await transaction.rawQuery('select from demo_provider_objects where ref = ? for update', [
      String(ref),
    ])
    const payment = await demoObject(String(ref), transaction)
    if (payment?.kind !== 'payment' || payment.feeCents !== null) return
    const after = feeTaken(payment, clock.now())
    await keepDemoObject(after, clock.now(), transaction)
    await askForDemoNotice('payment.fee', after, transaction)
  })
}

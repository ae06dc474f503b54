import { randomUUID } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PaymentIntentSchema } from '#database/schema'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import type { Schedule } from './provider.js'
import { lockScopeKey, othersOfScope, withdrawOthers } from './scope.js'

/** What money is for; `subjectId` is the row of the membership room that the line pays. */
export interface PaymentLine {
  kind: 'dues' | 'gift' | 'share'
  subjectId: number
  amountCents: number
}

/** What someone is asked to pay, before any provider has heard of it. */
export interface Asking {
  personId: number | null
  payer: { name: string; email: string | null; locale: 'fr' | 'en' }
  schedule: Schedule
  /** One to twenty; their sum is the amount. */
  lines: PaymentLine[]
  /** Names the thing paid for: no two intents of one key are open at once. */
  scopeKey: string | null
  /** A path of ours, where the payer comes back to. */
  returnPath: string
}

/** Something to be paid, once or again and again; its payments and tries hang on it. */
export class PaymentIntent extends PaymentIntentSchema {
  static override table = 'payment_intents'
  static override selfAssignPrimaryKey = true
  declare state: 'open' | 'processing' | 'paid' | 'expired' | 'canceled' | 'failed'
  declare schedule: Schedule

  /**
   * Writes down what is to be paid, in place of what was still open for the same scope (a payment
   * that arrives for that all the same is kept, and said to be surplus). Refused while a payment of
   * the scope is on its way.
   */
  static async ask(
    asking: Asking,
    at: Date,
    transaction: TransactionClientContract
  ): Promise<Result<PaymentIntent, 'on_its_way'>> {
    const amountCents = asking.lines.reduce((sum, line) => sum + line.amountCents, 0)
    const id = randomUUID()
    if (asking.scopeKey) {
      await lockScopeKey(asking.scopeKey, transaction)
      const others = await othersOfScope(asking.scopeKey, id, transaction)
      if (others.onItsWay) return refused('on_its_way')
      await withdrawOthers(asking.scopeKey, id, 'asked_again', at, transaction)
    }
    const intent = await PaymentIntent.create(
      {
        id,
        personId: asking.personId,
        payerName: asking.payer.name,
        payerEmail: asking.payer.email,
        locale: asking.payer.locale,
        schedule: asking.schedule,
        amountCents,
        scopeKey: asking.scopeKey,
        returnPath: asking.returnPath,
        state: 'open',
        stateCause: 'asked',
        createdAt: at,
        stateAt: at,
        version: 1,
      },
      { client: transaction }
    )
    for (const [index, line] of asking.lines.entries()) {
      await prepared(
        INSERT_LINE,
        [intent.id, index + 1, line.kind, line.subjectId, line.amountCents],
        transaction
      )
    }
    return done(intent)
  }

  /** What the money is for, in the order in which it was asked. */
  static lines(id: string, transaction?: TransactionClientContract): Promise<PaymentLine[]> {
    return prepared<PaymentLine>(LINES, [id], transaction)
  }
}

const INSERT_LINE = {
  name: 'payments.insert_line',
  text: `insert into payment_lines (intent_id, position, kind, subject_id, amount_cents)
    values ($1, $2, $3, $4, $5)`,
}

const LINES = {
  name: 'payments.lines',
  text: `select kind, subject_id as "subjectId", amount_cents as "amountCents"
    from payment_lines where intent_id = $1 order by position`,
}

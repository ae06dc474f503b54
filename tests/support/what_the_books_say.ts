import type { Assert } from '@japa/assert'
import db from '@adonisjs/lucid/services/db'

/** Every line about a payment, in the books or on its way there. */
const WRITTEN = `select payment_id, account, debit_cents - credit_cents as cents from ledger_draft_lines
  union all select payment_id, account, debit_cents - credit_cents from ledger_lines`

const HELD = `with written as (${WRITTEN}), held as (
    select payment_id, sum(cents) filter (where account like '512%' or account in ('530', '5112')) as money,
      sum(cents) filter (where account = '6278') as fees,
      sum(cents) filter (where account = '411') as owed,
      -sum(cents) filter (where account = '7561') as dues,
      -sum(cents) filter (where account = '75411') as gifts,
      -sum(cents) filter (where account = '4191') as advances,
      sum(cents) as balance
    from written where payment_id is not null group by payment_id
  ), moved as (
    select payment_id, sum(amount_cents) as money,
      -sum(amount_cents) filter (where kind in ('fee', 'dispute_fee')) as fees
    from money_movements where payment_id is not null group by payment_id
  )
  select p.ref, coalesce(h.money, 0)::int as money, coalesce(h.fees, 0)::int as fees, coalesce(h.owed, 0)::int as owed,
    coalesce(h.dues, 0)::int as dues, coalesce(h.gifts, 0)::int as gifts, coalesce(h.advances, 0)::int as advances,
    coalesce(h.balance, 0)::int as balance,
    coalesce(m.money, 0)::int as "movedMoney", coalesce(m.fees, 0)::int as "movedFees",
    (select coalesce(sum(amount_cents), 0)::int from period_coverage where payment_id = p.id) as covered,
    (select coalesce(sum(amount_cents), 0)::int from gift_money where payment_id = p.id) as given
  from payments p left join held h on h.payment_id = p.id left join moved m on m.payment_id = p.id order by p.id`

/**
 * Of each payment, the books say to the cent what its account says, what counts as dues and as
 * gifts, and hold the rest as the payer's: nothing waits, and each draft is balanced.
 */
export async function assertBooksHoldMoney(assert: Assert) {
  const { rows } = await db.rawQuery(HELD)
  for (const row of rows) {
    const { ref, movedMoney, movedFees, covered, given, ...held } = row
    assert.deepEqual(
      held,
      {
        money: movedMoney,
        fees: movedFees,
        owed: 0,
        dues: covered,
        gifts: given,
        advances: movedMoney + movedFees - covered - given,
        balance: 0,
      },
      `what the books say of ${ref}`
    )
  }
  const waiting = await db.from('ledger_waiting').whereNotNull('payment_id')
  assert.lengthOf(waiting, 0, 'facts without an entry')
  const uneven = await db.rawQuery(`select draft_id from ledger_draft_lines group by draft_id
    having sum(debit_cents) <> sum(credit_cents)`)
  assert.lengthOf(uneven.rows, 0, 'drafts that are not balanced')
}

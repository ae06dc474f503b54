import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { inTransaction } from '#tests/support/in_transaction'

const thisYear = Number(parisDay(clock.now()).slice(0, 4))
const last = thisYear - 1

const bill = (year: number) =>
  entryOf(`${year}-01-01`, [debit('626', 2400), credit('512100', 2400)])

test.group('Closing a year on its page', (group) => {
  inTransaction(group)

  test('two mandates read what it does and close it, and nothing enters it any more', async ({
    client,
    assert,
  }) => {
    await inTheBooks([bill(last)], clock.now())
    const emile = await as(client, await someoneWith('treasurer'))
    const year = await emile.get(`/treasury/years/${last}`)
    year.assertTextIncludes(`/treasury/years/${last}/closing`)
    const asked = await emile.get(`/treasury/years/${last}/closing`)
    asked.assertTextIncludes('Signer la clôture')
    const form = { appropriation: 'carry_forward' }
    await emile.post(`/treasury/years/${last}/closing`, form)
    assert.lengthOf(await db.from('ledger_closings'), 0)
    const board = await as(client, await someoneWith('board'))
    const second = await board.get(`/treasury/years/${last}/closing`)
    second.assertTextIncludes('Clore pour de bon')
    const done = await board.post(`/treasury/years/${last}/closing`, form)
    done.assertStatus(303)
    assert.lengthOf(await db.from('ledger_closings').where('year', last), 1)
    const after = await emile.get(`/treasury/years/${last}`)
    after.assertTextIncludes('Plus rien n’y entre.')
    assert.notInclude(after.text(), `/treasury/years/${last}/closing`)
    // Sent again, it is closed already.
    await emile.post(`/treasury/years/${last}/closing`)
    assert.lengthOf(await db.from('ledger_closings'), 1)
  })

  test('a year that goes on, or has a draft, says why it cannot be closed', async ({
    client,
    assert,
  }) => {
    await inTheBooks([bill(last), bill(thisYear)], clock.now())
    const emile = await as(client, await someoneWith('treasurer'))
    const current = await emile.get(`/treasury/years/${thisYear}/closing`)
    current.assertTextIncludes('n’est pas finie')
    await db.table('ledger_drafts').insert({
      ...{ journal: 'OD', piece_ref: 'X', label: 'À finir', origin: 'by_hand' },
      ...{ entry_on: `${last}-12-31`, piece_on: `${last}-12-31`, drafted_at: clock.now() },
    })
    const waits = await emile.get(`/treasury/years/${last}/closing`)
    waits.assertTextIncludes('Des brouillons de cette année attendent')
    await emile.post(`/treasury/years/${last}/closing`)
    assert.lengthOf(await db.from('ledger_closings'), 0)
    const none = await emile.get('/treasury/years/1999/closing')
    none.assertStatus(404)
  })
})

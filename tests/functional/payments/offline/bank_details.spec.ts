import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { detailsInForce, maskedDetails } from '#payments/offline/bank_details'
import { Mandate } from '#people/mandate'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { ACCOUNT, theAccount } from '#tests/support/offline'

const OTHER = 'DE89370400440532013000'

test.group('The bank account that transfers go to', (group) => {
  ownDatabase(group)

  test('Émile proposes it, Chloé types it again, and then it is in force', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    const proposed = await emile.post('/settings/bank', {
      holder: 'La Placette',
      iban: 'fr76 3000 6000 0112 3456 7890 189',
      bic: 'agrifrpp',
    })
    proposed.assertStatus(303)
    assert.isNull(await detailsInForce())
    const { waiting } = await maskedDetails()
    const chloe = await as(client, await someoneWith('board'))
    const page = await chloe.get('/settings/bank/signature')
    assert.include(page.text(), '•••• 0189')
    assert.notMatch(page.text().replace(/\s/g, ''), /30006000011234567890/)
    const wrong = await chloe.post('/settings/bank/signature', {
      details: waiting?.id,
      iban: OTHER,
    })
    wrong.assertStatus(422)
    assert.isNull(await detailsInForce())
    const right = await chloe.post('/settings/bank/signature', {
      details: waiting?.id,
      iban: 'FR76 3000 6000 0112 3456 7890 189',
    })
    right.assertStatus(303)
    assert.include(await detailsInForce(), ACCOUNT)
  })

  test('nobody signs their own proposal, whatever mandates they hold', async ({
    client,
    assert,
  }) => {
    const both = await someoneWith('treasurer', 'Solène')
    const [startsAt, endsAt] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000))
    if (!startsAt || !endsAt) throw new Error('no days')
    await Mandate.grant({ personId: both.id, role: 'board', startsAt, endsAt, at: new Date() })
    const solene = await as(client, both)
    await solene.post('/settings/bank', { holder: 'Solène', iban: OTHER })
    const { waiting } = await maskedDetails()
    const answer = await solene.post('/settings/bank/signature', {
      details: waiting?.id,
      iban: OTHER,
    })
    answer.assertStatus(422)
    assert.include(answer.text(), 'à une autre personne de signer')
    assert.isNull(await detailsInForce())
    const sign = {
      bank_details_id: waiting?.id,
      signed_by_id: both.id,
      signed_at: new Date(),
    }
    await assert.rejects(() => db.table('bank_details_signatures').insert(sign), /take_two/)
    await asOwner((client_) =>
      client_.query('drop trigger bank_details_take_two on bank_details_signatures')
    )
    await db.table('bank_details_signatures').insert(sign)
  })

  test('an account that is none is refused with a sentence; what was typed stays', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    for (const iban of ['FR76 3000 6000 0112 3456 7890 188', 'FR76', 'XX00123456', '']) {
      const answer = await emile.post('/settings/bank', { holder: 'La Placette', iban })
      answer.assertStatus(422)
      assert.include(answer.text(), 'La Placette')
    }
    const bic = await emile.post('/settings/bank', { ...ACCOUNT, bic: 'NOBANK' })
    bic.assertStatus(422)
    assert.lengthOf(await db.from('bank_details'), 0)
  })

  test('is sealed in the database, where nobody changes or removes it', async ({ assert }) => {
    await theAccount()
    const rows = JSON.stringify(await db.from('bank_details'))
    assert.notInclude(rows, ACCOUNT.iban)
    assert.notInclude(rows, ACCOUNT.bic)
    await assert.rejects(() => db.from('bank_details').update({ holder: 'X' }), /permission/)
    await assert.rejects(() => db.from('bank_details').delete(), /permission/)
  })

  test('a new proposal leaves the account in force as it is until signed', async ({ assert }) => {
    await theAccount()
    const { proposeDetails } = await import('#payments/offline/bank_details')
    const person = await someone('Émile')
    await proposeDetails({ holder: 'X', iban: OTHER, bic: null }, person.id, new Date())
    assert.equal((await detailsInForce())?.iban, ACCOUNT.iban)
    const { inForce, waiting } = await maskedDetails()
    assert.equal(inForce?.ibanEnd, '0189')
    assert.equal(waiting?.ibanEnd, '3000')
  })
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'
import { anIntent, aPaymentOf } from '#tests/support/payments'

test.group('The treasurer’s payments', (group) => {
  inTransaction(group)

  test('Émile sees what came in, its fee, and finds it by the payer’s name', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    await aPaymentOf(await anIntent(), { feeCents: 55 })
    const other = { name: 'Chloé Baudry', email: 'chloe@example.org', locale: 'fr' as const }
    await aPaymentOf(await anIntent({ payer: other }))
    const all = await emile.get('/payments')
    all.assertStatus(200)
    assert.include(all.text(), 'Bastien Moreau')
    assert.include(all.text(), 'Chloé Baudry')
    assert.match(all.text(), /dont 0,55\s€ de frais/)
    const found = await emile.get('/payments?q=bastien')
    assert.include(found.text(), 'Bastien Moreau')
    assert.notInclude(found.text(), 'Chloé Baudry')
    const nothing = await emile.get('/payments?q=nobody')
    assert.include(nothing.text(), 'Aucun paiement ne porte ce nom')
  })

  test('what asks for attention is apart: failed, disputed, on its way, paid twice', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    const named = (name: string) => anIntent({ payer: { name, email: null, locale: 'fr' } })
    await aPaymentOf(await named('Tout va bien'))
    for (const state of ['failed', 'disputed', 'pending', 'lost']) {
      await aPaymentOf(await named(`Cas ${state}`), { state })
    }
    await aPaymentOf(await named('Cas double'), { surplus: true })
    const page = await emile.get('/payments?show=attention')
    for (const name of ['failed', 'disputed', 'pending', 'lost', 'double']) {
      assert.include(page.text(), `Cas ${name}`)
    }
    assert.notInclude(page.text(), 'Tout va bien')
  })

  test('a payment’s page tells each change of state and what caused it', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    const id = await aPaymentOf(await anIntent(), { state: 'pending' })
    await db.rawQuery(
      `update payments set state = 'paid', state_cause = 'reconcile', state_at = state_at + interval '1 day' where id = ?`,
      [id]
    )
    const page = await emile.get(`/payments/${id}`)
    page.assertStatus(200)
    const text = page.text().replace(/\s+/g, ' ')
    assert.match(text, /Demande · demandé.*Paiement · En route.*Paiement · Payé/)
    assert.include(text, 'trouvé en comparant avec le prestataire')
    assert.include(text, 'le prestataire l’a signalé (payment.changed)')
  })

  test('the list goes on page by page to its first payment', async ({ client, assert }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    for (let number = 1; number <= 41; number += 1) {
      await aPaymentOf(
        await anIntent({ payer: { name: `Payeur n${number}`, email: null, locale: 'fr' } })
      )
    }
    const first = await emile.get('/payments')
    assert.notInclude(first.text(), 'Payeur n1<')
    const [, older = ''] = /href="(\/payments\?before=\d+)"/.exec(first.text()) ?? []
    const second = await emile.get(older)
    assert.include(second.text(), 'Payeur n1<')
    assert.notInclude(second.text(), 'Payeur n2<', 'n2 was on the first page')
  })

  test('who keeps no accounts does not see them, and an unknown payment is not there', async ({
    client,
  }) => {
    const awa = await as(client, await someone('Awa'))
    ;(await awa.get('/payments')).assertStatus(403)
    const emile = await as(client, await someoneWith('treasurer'))
    ;(await emile.get('/payments/999999')).assertStatus(404)
  })
})

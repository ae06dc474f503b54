import { test } from '@japa/runner'
import { as } from '#tests/support/client'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { anOrderBy, theAccount } from '#tests/support/offline'
import { anIntent } from '#tests/support/payments'

/** What a page says under its header, as it is read. */
const said = (html: string) => readable(html.replace(/^[^]*<main/, ''))

/** Someone who opened the bank's page, and the way there and back. */
async function atTheBank(client: Parameters<typeof as>[0]) {
  const { id } = await anIntent()
  const visitor = await as(client, null)
  const goes = async () => {
    const sent = await visitor.post(`/pay/${id}/attempts`, { provider: 'demo' })
    return new URL(sent.header('location') ?? '').pathname
  }
  const comesBack = async () => said((await visitor.get(`/pay/${id}/return`)).text())
  return { id, visitor, bank: await goes(), goes, comesBack }
}

test.group('Coming back from a payment', (group) => {
  inTransaction(group)

  test('before anything happened, the page says so and looks again by itself', async ({
    client,
    assert,
  }) => {
    const { id, visitor } = await atTheBank(client)
    const page = (await visitor.get(`/pay/${id}/return`)).text()
    assert.include(said(page), 'Paiement non reçu')
    assert.include(page, 'http-equiv="refresh"')
  })

  test('with a refused card, the page says that nothing was taken, and waits for nothing', async ({
    client,
    assert,
  }) => {
    const { id, visitor, bank } = await atTheBank(client)
    const declined = await visitor.post(bank, { event: 'decline' }).redirects(0)
    const [notice = ''] = String(declined.header('set-cookie')).split(';')
    const told = await visitor.get(bank).header('cookie', notice)
    assert.match(told.text(), /notice--warning/, 'a refusal is not ticked off')
    const page = (await visitor.get(`/pay/${id}/return`)).text()
    assert.include(said(page), 'Le paiement n’est pas passé')
    assert.notInclude(page, 'http-equiv="refresh"')
    await visitor.post(bank, { event: 'pay' })
    assert.include((await visitor.get(`/pay/${id}/return`)).text(), 'C’est payé')
  })

  test('from a transfer or with a cheque, nobody is told that it failed: it is awaited', async ({
    client,
    assert,
  }) => {
    await theAccount()
    const visitor = await as(client, null)
    for (const [means, title] of [
      ['transfer', 'Virement attendu'],
      ['cash_cheque', 'Paiement attendu'],
    ] as const) {
      const intent = await anIntent()
      await anOrderBy(means, intent)
      const page = (await visitor.get(`/pay/${intent.id}/return`)).text()
      assert.include(said(page), title)
      assert.include(page, `href="/pay/${intent.id}/${means}"`)
      assert.notInclude(page, 'http-equiv="refresh"')
      assert.notInclude(said(page), 'Essayer encore')
    }
  })
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { paidUnheard, type Delivery } from '../../../bench/notices.js'
import { ownDatabase, ownDatabaseUrls } from '#tests/support/own_database'
import { bothStatements, runJobs } from '#tests/support/payment_world'

const PAYMENTS = 40
const DELIVERIES = 300

test.group('Many notices at once', (group) => {
  ownDatabase(group)

  async function deliver({ body, header }: Delivery): Promise<number> {
    const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}/webhooks/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-placette-signature': header(new Date()) },
      body,
    })
    await answer.arrayBuffer()
    return answer.status
  }

  test('again and again, in no order, some forged, read while they come: each payment once, to the cent', async ({
    assert,
  }) => {
    const { owner } = ownDatabaseUrls()
    const all = await paidUnheard(owner, { payments: PAYMENTS, deliveries: DELIVERIES })
    const forged = all.filter((one) => one.forged).length
    assert.equal(forged, DELIVERIES / 20)
    for (let n = 0; n < all.length; n += 100) {
      const some = all.slice(n, n + 100)
      const [statuses] = await Promise.all([Promise.all(some.map(deliver)), runJobs(), runJobs()])
      assert.deepEqual(
        statuses,
        some.map((one) => (one.forged ? 400 : 200))
      )
    }
    await runJobs()
    const inbox = await db.from('webhook_inbox')
    assert.lengthOf(inbox, PAYMENTS * 2, 'one row for each event, none for a forged one')
    assert.deepEqual([...new Set(inbox.map(({ state }) => state))], ['done'])
    const { theirs, ours } = await bothStatements()
    assert.lengthOf(ours, PAYMENTS)
    assert.deepEqual(ours, theirs)
    const [{ cents }] = await db.from('gift_money').sum('amount_cents as cents')
    assert.equal(Number(cents), PAYMENTS * 2000)
    assert.lengthOf(await db.from('outbox_letters').where('kind', 'gift_thanks.general'), PAYMENTS)
  })
})

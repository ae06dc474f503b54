import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { makeHappen } from '#payments/demo/demo_events'
import { readNotices } from '#payments/notices/read_notices_job'
import { clock, FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someoneWith } from '#tests/support/cast'
import { aDemoCheckout, aNoticeGivenUp } from '#tests/support/payments'
import { bothStatements, runJobs } from '#tests/support/payment_world'
import { ownDatabase } from '#tests/support/own_database'

const states = async () => (await db.from('webhook_inbox').orderBy('id')).map(({ state }) => state)

test.group('Notices given up', (group) => {
  ownDatabase(group)

  test('Émile has one read again: all that was said of the same thing is answered, and it is paid once', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    assert.notInclude((await emile.get('/payments')).text(), 'sans suite')
    const none = await emile.get('/payment-notices')
    assert.include(none.text(), 'Aucun avis en souffrance')

    const id = await aDemoCheckout()
    await makeHappen(id, 'pay', clock.now())
    const first = await aNoticeGivenUp({ kind: 'checkout', id })
    await aNoticeGivenUp({ kind: 'checkout', id })
    await aNoticeGivenUp()
    assert.include((await emile.get('/payments')).text(), '3 avis de prestataires')
    const list = await emile.get('/payment-notices')
    assert.include(list.text(), 'ECONNREFUSED')
    assert.include(list.text(), 'Essayé 10 fois.')

    for (let click = 0; click < 2; click += 1) {
      const asked = await emile.post(`/payment-notices/${first}/reading`)
      asked.assertHeader('location', '/payment-notices')
    }
    await runJobs()
    assert.deepEqual(await states(), ['done', 'done', 'dead'])
    assert.equal((await db.from('payments').firstOrFail()).state, 'paid')
    const { ours, theirs } = await bothStatements()
    assert.deepEqual(ours, theirs)
    const after = await emile.post(`/payment-notices/${first}/reading`)
    after.assertStatus(303)
    assert.deepEqual(await states(), ['done', 'done', 'dead'], 'what is read stays read')
  })

  test('ten failures in a row put a notice there; tried again, it has ten more', async ({
    client,
    assert,
  }) => {
    const time = new FakeClock('2026-03-02T11:00:00Z')
    const back = useClock(time)
    const emile = await as(client, await someoneWith('treasurer'))
    // No such provider answers here: its key was taken away.
    const object = { kind: 'payment', id: 'pi_gone' }
    const id = await aNoticeGivenUp()
    await db
      .from('webhook_inbox')
      .update({ provider: 'stripe', object_id: object.id, state: 'new', attempts: 0 })
    for (let times = 1; times <= 10; times += 1) {
      await readNotices({ provider: 'stripe', ...object })
      assert.deepEqual(await states(), [times < 10 ? 'failed' : 'dead'])
      time.advance({ days: 1 })
    }
    await emile.post(`/payment-notices/${id}/reading`)
    const { state, attempts } = await db.from('webhook_inbox').firstOrFail()
    assert.deepEqual([state, attempts], ['new', 0])
    back()
  })
})

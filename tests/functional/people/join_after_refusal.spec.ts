import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { JoinRequest } from '#people/join_request'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { anInvitation } from '#tests/support/feed_factory'
import { founded } from '#tests/support/founded'
import { inTransaction } from '#tests/support/in_transaction'
import { linkIn } from '#tests/support/letters'
import { newcomer } from '#tests/support/newcomer'
import { ruledBy } from '#tests/support/ruled_by'

const GWENOLA = 'gwenola@example.org'

test.group('A join link that no longer stands for anything', (group) => {
  inTransaction(group)
  founded(group)

  test('whose invitation was taken back lets nobody in, nor does an approval', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'join.mode': 'request', 'join.approvals_needed': 1 })
    const invitation = await anInvitation(await someone('Awa'))
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer({ invitation: invitation.token }))
    await invitation.revoke(clock.now())
    const pressed = await visitor.post(await linkIn(GWENOLA))
    pressed.assertStatus(409)
    assert.include(pressed.text(), 'a été retirée')
    const request = await JoinRequest.findByOrFail('email', GWENOLA)
    const fatou = await as(client, await someoneWith('moderator'))
    const approved = await fatou.post(`/join-requests/${request.id}/approvals`)
    approved.assertStatus(303)
    assert.isNull(await Person.byEmail(GWENOLA))
  })

  test('of someone refused does not let them in once the door is open', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'join.mode': 'request', 'join.approvals_needed': 1 })
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer())
    const link = await linkIn(GWENOLA)
    await visitor.post(link)
    const request = await JoinRequest.findByOrFail('email', GWENOLA)
    const fatou = await as(client, await someoneWith('moderator'))
    await fatou.post(`/join-requests/${request.id}/refusal`, { reason: 'Compte publicitaire.' })
    await ruledBy({ 'join.mode': 'open' })
    const again = await visitor.post(link)
    again.assertStatus(409)
    assert.isNull(await Person.byEmail(GWENOLA))
    assert.lengthOf(await db.from('join_refusals'), 1)
  })

  test('takes no handle that reads as an office, nor one of someone here', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'join.mode': 'open' })
    const awa = await someone('Awa')
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer())
    const link = await linkIn(GWENOLA)
    for (const handle of ['admin', 'Moderation', awa.handle]) {
      const refused = await visitor.post(link, { handle })
      refused.assertStatus(409)
      assert.include(refused.text(), 'name="handle"')
    }
    assert.isNull(await Person.byEmail(GWENOLA))
    ;(await visitor.post(link, { handle: 'gwenola_79' })).assertStatus(303)
    assert.equal((await Person.byEmail(GWENOLA))?.handle, 'gwenola_79')
  })
})

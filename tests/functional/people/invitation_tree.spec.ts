import { test } from '@japa/runner'
import { branch, arrivals, lineOf } from '#people/invitation_tree'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'

test.group('The tree of invitations', (group) => {
  inTransaction(group)

  test('shows who brought whom, branch within branch, to those signed in', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien', { sponsorId: awa.id })
    const chloe = await someone('Chloé', { sponsorId: bastien.id })
    const browser = await as(client, awa)
    const roots = await branch(null)
    assert.deepEqual(
      roots.rows.map(({ name, invited, more }) => [name, invited.map((one) => one.name), more]),
      [['Awa', ['Bastien'], true]]
    )
    const page = await browser.get('/invitations/tree')
    assert.include(page.text(), `of=${awa.handle}`)
    assert.notInclude(page.text(), chloe.handle)
    const whole = await browser.get(`/invitations/tree?of=${awa.handle}`)
    assert.include(whole.text(), chloe.handle)
    assert.deepEqual(
      (await lineOf(chloe.id)).map(({ name }) => name),
      ['Awa', 'Bastien', 'Chloé']
    )
    const nobody = await browser.get('/invitations/tree?of=nobody_here')
    nobody.assertStatus(404)
  })

  test('tells each newcomer’s sponsor, the latest first', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien', { sponsorId: awa.id })
    const { rows } = await arrivals()
    assert.deepEqual(
      rows.map(({ name, sponsorName }) => [name, sponsorName]),
      [
        ['Bastien', 'Awa'],
        ['Awa', null],
      ]
    )
    const page = await (await as(client, bastien)).get('/invitations/tree?view=arrivals')
    assert.match(page.text(), /sur l’invitation de/)
    const profile = await (await as(client, awa)).get(`/@${bastien.handle}`)
    assert.include(profile.text(), `/@${awa.handle}`)
    const unsaid = await (await as(client, null)).get(`/@${bastien.handle}`)
    assert.notInclude(unsaid.text(), `/@${awa.handle}`, 'visitors do not learn it')
  })

  test('comes in pages that miss nobody and repeat nobody', async ({ assert }) => {
    const awa = await someone('Awa')
    for (let number = 0; number < 65; number += 1) {
      await someone('Invité', { sponsorId: awa.id })
    }
    const seen: number[] = []
    for (let before: number | null | undefined; before !== null;) {
      const page = await branch(awa.id, before)
      seen.push(...page.rows.map(({ id }) => id))
      before = page.before
    }
    assert.lengthOf(new Set(seen), 65)
    assert.deepEqual(
      seen,
      [...seen].sort((one, other) => other - one)
    )
  })
})

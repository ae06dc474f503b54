import { test } from '@japa/runner'
import { Surplus } from '#membership/dues/surplus'
import { Member } from '#membership/register/member'
import { clock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { anOrder, DuesPayment, memberOf } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'
import { Looking } from '#tests/support/looking'
import { ruledBy } from '#tests/support/ruled_by'

test.group('Pages of membership have no fault that axe finds, and fit the screen', (group) => {
  browserWorld(group)

  test('joining and one’s own page', async ({ browser, assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    await ruledBy({ 'dues.solidarity_pot': true })
    const awa = await someone('Awa')
    const page = await browserOf(browser, awa)
    const looking = new Looking(page, assert)
    await looking.at('/membership', { name: 'no membership', desk: true })
    await page.getByRole('link', { name: 'Adhérer' }).click()
    await page.waitForURL(/join$/)
    await looking.here('choosing')
    await page.getByLabel('Un autre montant').fill('3')
    await page.getByRole('button', { name: 'Vérifier' }).click()
    await page.waitForURL(/check/)
    await looking.here('refused')
    await page.getByLabel('Un autre montant').fill('12')
    await page.getByRole('button', { name: 'Vérifier' }).click()
    await page.getByRole('button', { name: 'Payer 12' }).waitFor()
    await looking.here('checking')
    await looking.at('/membership/claim')
    const member = await memberOf(awa, clock.now())
    const { intent } = await anOrder(member, clock.now(), { instalments: 2 })
    await (await DuesPayment.of(intent, clock.now())).paid()
    await (await DuesPayment.of(intent, clock.now())).surplus()
    assert.lengthOf(await Surplus.undecided(awa.id), 1)
    await looking.at('/membership', { name: 'card', desk: true })
    await looking.at('/membership/resignation')
    await looking.at(`/membership/check/${member.checkCode}`, { name: 'card checked' })
    looking.assertFaultless()
  })

  test('the register', async ({ browser, assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const page = await browserOf(browser, await someoneWith('board'))
    const looking = new Looking(page, assert)
    await looking.at('/members', { name: 'empty register' })
    const member = await memberOf(await someone('Bastien'), clock.now())
    const { intent } = await anOrder(member, clock.now())
    await (await DuesPayment.of(intent, clock.now())).paid()
    await Member.enter(
      { kind: 'organisation', name: 'La Ruche', email: 'r@example.org' },
      clock.now()
    )
    await looking.at('/members', { desk: true })
    await looking.at(`/members/${member.id}`, { name: 'member' })
    await page.getByRole('button', { name: 'Inscrire' }).click()
    await looking.at('/members/new')
    await looking.at('/members/attendance')
    await looking.at('/members/accesses', { desk: true })
    looking.assertFaultless()
  })
})

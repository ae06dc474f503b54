import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { receivedByCommonFund } from '#membership/gifts/common_fund'
import { solidarityPot } from '#membership/dues/cover'
import { clock, FakeClock, useClock } from '#shared/clock'
import { someone } from '#tests/support/cast'
import { anOrder, DuesPayment, memberOf, noon } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'
import { aCampaign, aPaidGift } from '#tests/support/gifts'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

/** The last letter of a kind, its spaces made plain. */
async function letter(kind: string): Promise<string> {
  const { text_body: text } = await db
    .from('outbox_letters')
    .where('kind', kind)
    .orderBy('id', 'desc')
    .firstOrFail()
  return text.replaceAll(/[\u00a0\u202f]/g, ' ')
}

const DAY = noon('2026-03-10')

test.group('Letters of thanks say what the money paid for', (group) => {
  inTransaction(group)

  test('dues: the period, the plan, the pot, the voice, and how many pay', async ({ assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    await ruledBy({ 'dues.solidarity_pot': true, 'votes.minimum_membership_days': 45 })
    const pays = async (name: string) => {
      const member = await memberOf(await someone(name), DAY)
      const { intent } = await anOrder(member, DAY, { cents: 3500 })
      await (await DuesPayment.of(intent, DAY)).paid()
    }
    await pays('Awa')
    const first = await letter('dues_covered')
    assert.include(first, 'une adhésion du 10 mars 2026 au 9 mars 2027 (« Adhésion à l’année »)')
    assert.include(first, '25 € vont à la caisse de solidarité')
    assert.equal((await solidarityPot()).balanceCents, 2500)
    assert.include(first, 'une voix dans les décisions, après 45 jours d’adhésion.')
    assert.include(first, 'Une personne cotise aujourd’hui.')
    assert.notInclude(first, 'Il reste')
    await pays('Bastien')
    assert.include(await letter('dues_covered'), '2 personnes cotisent aujourd’hui.')
  })

  test('dues in parts: what is left; for two people: how many', async ({ assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const [awa, driss] = [
      await memberOf(await someone('Awa'), DAY),
      await memberOf(await someone('Driss'), DAY),
    ]
    const { intent } = await anOrder(awa, DAY, { cents: 3000, instalments: 3 }, [driss])
    await (await DuesPayment.of(intent, DAY)).paid()
    const written = await letter('dues_covered')
    assert.include(written, '2 adhésions du 10 mars 2026 au 9 mars 2027')
    assert.include(written, 'Il reste 40 € à payer pour cette période.')
    assert.notInclude(written, 'caisse de solidarité')
  })

  test('a lower price is nobody’s business, and a cooperative promises no voice for dues', async ({
    assert,
  }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'cooperative' })
    await ruledBy({ 'dues.solidarity_pot': true })
    const give = async (name: string, choice: Parameters<typeof anOrder>[2]) => {
      const { intent } = await anOrder(await memberOf(await someone(name), DAY), DAY, choice)
      await (await DuesPayment.of(intent, DAY)).paid()
      return letter('dues_covered')
    }
    const full = await give('Awa', { cents: 6000 })
    assert.include(full, 'caisse de solidarité')
    assert.notInclude(full, 'une voix')
    const low = await give('Driss', { cents: 300, solidarity: true })
    assert.notInclude(low, 'solidarité')
    assert.include(low, 'une adhésion du')
  })

  test('the common fund: what it received in a year, and who decides of it', async ({ assert }) => {
    await ruledBy({ 'treasury.two_signatures_from': 12_300, 'treasury.member_vote_from': 45_600 })
    const longAgo = new Date(clock.now().getTime() - 400 * 86_400_000)
    const today = useClock(new FakeClock(longAgo))
    await aPaidGift({ amountCents: 9900 })
    today()
    await aPaidGift({ amountCents: 1500 })
    await aPaidGift({ amountCents: 2000, campaign: await aCampaign() })
    await aPaidGift({ amountCents: 2500 })
    const written = await letter('gift_thanks.general')
    assert.deepEqual(await receivedByCommonFund(clock.now()), { cents: 4000, gifts: 2 })
    assert.include(written, 'le pot commun a reçu 40 €, de 2 dons.')
    assert.include(written, 'toute dépense à partir de 123 €')
    assert.include(written, 'au-delà de 456 € hors budget')
  })

  test('a campaign: until when, and what was promised; or that the goal is reached', async ({
    assert,
  }) => {
    await ruledBy({ 'campaigns.missed_goal': 'refund' })
    const campaign = await aCampaign({ goalCents: 10_000, endsOn: '2027-01-31' })
    await aPaidGift({ amountCents: 9900, campaign })
    const before = await letter('gift_thanks.campaign')
    assert.include(before, 'Elle court jusqu’au 31 janvier 2027')
    assert.include(before, 'chaque don est remboursé')
    await aPaidGift({ amountCents: 100, campaign })
    const after = await letter('gift_thanks.campaign')
    assert.include(after, 'soit 100 % de son but. Le but est atteint.')
    assert.notInclude(after, 'remboursé')
  })

  test('in English as in French', async ({ assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    await ruledBy({ 'votes.minimum_membership_days': 0 })
    const { intent } = await anOrder(await memberOf(await someone('Helen'), DAY), DAY)
    if (intent) intent.locale = 'en'
    await (await DuesPayment.of(intent, DAY)).paid()
    const written = await letter('dues_covered')
    assert.include(written, 'one membership from 10 March 2026 to 9 March 2027')
    assert.include(
      written,
      'Being a member gives a voice in decisions. One person pays dues today.'
    )
  })
})

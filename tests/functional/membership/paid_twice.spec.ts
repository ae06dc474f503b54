import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { moneyOf } from '#membership/campaigns/campaign_money'
import { Surplus } from '#membership/dues/surplus'
import { GiftSurplus } from '#membership/gifts/gift_surplus'
import { examine } from '#payments/reconciling/examine'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { anOrder, DuesPayment, memberOf } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'
import { aCampaign, aGiftSurplus, aPaidGift, GiftPayment } from '#tests/support/gifts'
import { inTransaction } from '#tests/support/in_transaction'
import { ownDatabase } from '#tests/support/own_database'
import { bothStatements, runJobs } from '#tests/support/payment_world'
import { duesPaidTwice } from '#tests/support/paid_twice'
import { ruledBy } from '#tests/support/ruled_by'

async function awa() {
  const person = await someone('Awa')
  await foundedBy(await someone('Chloé'), { legalForm: 'association' })
  return { person, member: await memberOf(person, clock.now()) }
}

const givenCents = async () => {
  const [row] = await db.from('gift_money').sum('amount_cents as cents')
  return Number(row?.cents ?? 0)
}
const refunds = () => db.from('refunds').orderBy('id')

/** What the doctor of the money side says of it. */
const unsettled = async () => {
  const findings = await examine([], clock.now())
  return findings.find(({ name }) => name === 'payments that cover nothing')?.detail
}

test.group('Dues paid twice, the second given back', (group) => {
  ownDatabase(group)

  test('keep the doctor busy until they are kept, or have gone back', async ({ assert }) => {
    const { person, member } = await awa()
    assert.equal(await unsettled(), 'none')
    for (const [turn, choice] of (['refund', 'gift'] as const).entries()) {
      const other = turn === 0 ? member : await memberOf(await someone('Bastien'), clock.now())
      await duesPaidTwice(other)
      const payer = turn === 0 ? person : await Person.findOrFail(other.personId)
      assert.match((await unsettled()) ?? '', /^1 /)
      const [surplus] = await Surplus.undecided(payer.id)
      const chosen = await surplus?.choose(choice, payer.id, clock.now())
      assert.isTrue(chosen?.ok)
      if (choice === 'refund') assert.match((await unsettled()) ?? '', /^1 /, 'it has not left')
      await runJobs()
      assert.equal(await unsettled(), 'none')
    }
    const { gift } = await aPaidGift()
    const twice = await GiftPayment.of(gift)
    await twice.surplus()
    assert.match((await unsettled()) ?? '', /^1 /)
  })

  test('goes back once, whatever is clicked twice, and the page says where it is', async ({
    client,
    assert,
  }) => {
    const { person, member } = await awa()
    const { paymentId } = await duesPaidTwice(member)
    const [surplus] = await Surplus.undecided(person.id)
    const browser = await as(client, person)
    const both = await Promise.all(
      [0, 1].map(() =>
        browser.post(`/membership/surplus/${surplus?.id}/choice`, { choice: 'refund' })
      )
    )
    for (const sent of both) sent.assertStatus(303)
    await browser.post(`/membership/surplus/${surplus?.id}/choice`, { choice: 'gift' })
    assert.lengthOf(await refunds(), 1)
    assert.match((await browser.get('/membership')).text(), /20\s€ à vous rendre/)
    await runJobs()
    await runJobs()
    const payment = await db.from('payments').where('id', paymentId).firstOrFail()
    assert.equal(payment.state, 'refunded')
    const { theirs, ours } = await bothStatements()
    assert.deepEqual(ours, theirs)
    assert.lengthOf(
      ours.filter(({ kind }: { kind: string }) => kind === 'refund'),
      1
    )
    assert.match((await browser.get('/membership')).text(), /20\s€ rendus/)
    assert.equal(await givenCents(), 0)
  })

  test('from the rule’s amount on, two mandates sign, and the payer is none of them', async ({
    client,
    assert,
  }) => {
    const person = await someoneWith('treasurer')
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    await ruledBy({ 'treasury.two_signatures_from': 1000 })
    await duesPaidTwice(await memberOf(person, clock.now()))
    const [surplus] = await Surplus.undecided(person.id)
    const payer = await as(client, person)
    await payer.post(`/membership/surplus/${surplus?.id}/choice`, { choice: 'refund' })
    const [refund] = await refunds()
    assert.match((await payer.get('/membership')).text(), /signature de deux responsables/)
    const sign = `/refunds/${refund.id}/signatures`
    await payer.post(sign)
    assert.lengthOf(await db.from('refund_signatures'), 0)
    const forbidden = db.table('refund_signatures').insert({
      ...{ refund_id: refund.id, person_id: person.id, signed_at: clock.now() },
    })
    await assert.rejects(() => forbidden, /refund_signatures_of_others/)
    for (const name of ['board', 'treasurer'] as const) {
      await runJobs()
      assert.equal((await refunds())[0].state, 'asked', `before ${name}`)
      const signer = await as(client, await someoneWith(name))
      assert.match((await signer.get('/refunds')).text(), /20\s€/)
      await signer.post(sign)
    }
    await runJobs()
    assert.equal((await refunds())[0].state, 'done')
  })

  test('kept as a gift, it is taken back with its payment, and returns when a dispute is won', async ({
    assert,
  }) => {
    const { person, member } = await awa()
    const { bank } = await duesPaidTwice(member)
    const [surplus] = await Surplus.undecided(person.id)
    assert.isTrue((await surplus?.choose('gift', person.id, clock.now()))?.ok)
    assert.equal(await givenCents(), 2000)
    await bank.makes('dispute')
    assert.equal(await givenCents(), 0)
    await bank.makes('win')
    assert.equal(await givenCents(), 2000)
  })
})

test.group('Money that came twice', (group) => {
  inTransaction(group)

  test('of dues, kept as a gift, shows among one’s gifts and is thanked for', async ({
    assert,
    client,
  }) => {
    const { person, member } = await awa()
    const { intent } = await anOrder(member, clock.now())
    await (await DuesPayment.of(intent, clock.now())).paid()
    const twice = await DuesPayment.of(intent, clock.now())
    await twice.surplus()
    const [surplus] = await Surplus.undecided(person.id)
    await surplus?.choose('gift', person.id, clock.now())
    const page = await (await as(client, person)).get('/me/gifts')
    assert.match(page.text(), /20\s€/)
    assert.lengthOf(
      await db.from('outbox_letters').where('letter_key', `gift_thanks:${twice.id}`),
      1
    )
  })

  test('of dues, kept as the next period, closes that period only when all of it went', async ({
    assert,
  }) => {
    const { person, member } = await awa()
    const { intent } = await anOrder(member, clock.now())
    await (await DuesPayment.of(intent, clock.now())).paid()
    const twice = await DuesPayment.of(intent, clock.now())
    await twice.surplus()
    const [surplus] = await Surplus.undecided(person.id)
    await surplus?.choose('next_period', person.id, clock.now())
    const covered = async () => {
      const [row] = await db.from('period_coverage').sum('amount_cents as cents')
      return Number(row?.cents)
    }
    assert.equal(await covered(), 4000)
    await twice.givenBack(2000)
    assert.equal(await covered(), 2000)
    await twice.givenBack(0)
    assert.equal(await covered(), 4000)
  })

  test('in part given back already: only what is left is decided about', async ({ assert }) => {
    const { person, member } = await awa()
    const { intent } = await anOrder(member, clock.now())
    await (await DuesPayment.of(intent, clock.now())).paid()
    const twice = await DuesPayment.of(intent, clock.now())
    await twice.surplus()
    await twice.givenBack(500)
    const [surplus] = await Surplus.undecided(person.id)
    assert.equal(await surplus?.leftCents(), 1500)
    await surplus?.choose('gift', person.id, clock.now())
    assert.equal(await givenCents(), 1500)
  })

  test('of a gift is asked about by one letter, on the giver’s page', async ({
    assert,
    client,
  }) => {
    const person = await someone('Awa')
    const surplus = await aGiftSurplus(person)
    assert.equal(await givenCents(), 2000)
    const page = await (await as(client, person)).get('/me/gifts')
    assert.include(page.text(), 'Vous avez donné deux fois')
    const letters = await db.from('outbox_letters').whereLike('letter_key', 'gift_surplus:%')
    assert.lengthOf(letters, 1)
    assert.isNull(await GiftSurplus.of(surplus.id, (await someone('Driss')).id))
  })

  test('of a gift, kept, counts for the same campaign while it runs, else for all', async ({
    assert,
  }) => {
    const person = await someone('Awa')
    const campaign = await aCampaign()
    const running = await aGiftSurplus(person, campaign)
    await running.choose('gift', person.id, clock.now())
    assert.equal((await moneyOf(campaign.id)).collectedCents, 4000)
    const over = await aGiftSurplus(person, campaign)
    await over.choose('gift', person.id, new Date(clock.now().getTime() + 20 * 86_400_000))
    assert.equal((await moneyOf(campaign.id)).collectedCents, 6000)
    assert.equal(await givenCents(), 8000)
    const again = await over.choose('refund', person.id, clock.now())
    assert.deepEqual(again, { ok: false, refusal: 'already_chosen' })
  })

  test('of a gift, asked back, is asked of the payments once', async ({ assert, client }) => {
    const person = await someone('Awa')
    const surplus = await aGiftSurplus(person)
    const browser = await as(client, person)
    for (let click = 0; click < 2; click += 1) {
      await browser.post(`/me/gifts/surplus/${surplus.id}/choice`, { choice: 'refund' })
    }
    const asked = await refunds()
    assert.deepEqual(
      asked.map((one) => [one.amount_cents, one.payment_id, one.by_payer]),
      [[2000, surplus.paymentId, true]]
    )
    assert.match((await browser.get('/me/gifts')).text(), /20\s€ à vous rendre/)
  })

  test('cannot be asked back during a dispute', async ({ assert }) => {
    const person = await someone('Awa')
    const { gift } = await aPaidGift({ person })
    const twice = await GiftPayment.of(gift)
    await twice.surplus()
    await db.from('payments').where('id', twice.id).update({ state: 'disputed' })
    const surplus = await GiftSurplus.findByOrFail('paymentId', twice.id)
    const chosen = await surplus.choose('refund', person.id, clock.now())
    assert.deepEqual(chosen, { ok: false, refusal: 'disputed' })
  })

  test('of dues with a gift: each cent of it is asked about once, and what is kept stays', async ({
    assert,
  }) => {
    await awa()
    const splits = fc.record({
      given: fc.integer({ min: 1, max: 5000 }),
      dues: fc.constantFrom('gift' as const, 'refund' as const),
      gift: fc.constantFrom('gift' as const, 'refund' as const),
    })
    await fc.assert(
      fc.asyncProperty(splits, async ({ given, dues, gift }) => {
        const person = await someone('Awa')
        const member = await memberOf(person, clock.now())
        const facts = { cents: 2000 + given, beyond: 'gift' as const }
        const { intent } = await anOrder(member, clock.now(), facts)
        await (await DuesPayment.of(intent, clock.now())).paid()
        const before = await givenCents()
        const twice = await DuesPayment.of(intent, clock.now())
        await twice.surplus()
        const [ofDues] = await Surplus.undecided(person.id)
        const [ofGift] = await GiftSurplus.undecided(person.id)
        const all = intent?.amountCents ?? 0
        assert.equal((ofDues?.amountCents ?? 0) + (ofGift?.leftCents ?? 0), all)
        await ofDues?.choose(dues, person.id, clock.now())
        await ofGift?.surplus.choose(gift, person.id, clock.now())
        const asked = (await refunds()).filter((one) => one.payment_id === twice.id)
        const back = asked.reduce((sum, one) => sum + Number(one.amount_cents), 0)
        await twice.givenBack(back)
        assert.equal((await givenCents()) - before, all - back)
      }),
      { numRuns: 8 }
    )
  })
})

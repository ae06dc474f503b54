import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { ProviderUnreachable } from '#payments/provider'
import { useProvider } from '#payments/providers'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { FaultyProvider } from '#tests/support/faulty_provider'
import { aSubscriptionOf } from '#tests/support/payments'
import { anOrder, memberOf } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'
import { ruledBy } from '#tests/support/ruled_by'
import { runJobs } from '#tests/support/payment_world'
import { ownDatabase } from '#tests/support/own_database'

const row = () => db.from('subscriptions').firstOrFail()

test.group('One’s own recurring payments', (group) => {
  ownDatabase(group)

  test('Bastien sees it, changes the amount, pauses, resumes and stops it, alone', async ({
    client,
    assert,
  }) => {
    const person = await someone('Bastien')
    const bastien = await as(client, person)
    const id = await aSubscriptionOf(person)
    const list = await bastien.get('/me/recurring')
    assert.match(list.text(), /20\s€ .*par mois/)
    const put = (form: Record<string, string>) => bastien.put(`/me/recurring/${id}`, form)
    ;(await put({ kind: 'amount', amount: '7,50' })).assertStatus(303)
    assert.equal((await row()).amount_cents, 750)
    const later = parisDay(new Date(clock.now().getTime() + 40 * 86_400_000))
    ;(await put({ kind: 'pause', until: later })).assertStatus(303)
    assert.equal((await row()).state, 'paused')
    assert.equal((await row()).paused_until, later)
    ;(await put({ kind: 'resume' })).assertStatus(303)
    assert.equal((await row()).state, 'active')
    ;(await put({ kind: 'cancel' })).assertStatus(303)
    assert.equal((await row()).state, 'ended')
    const again = await put({ kind: 'cancel' })
    again.assertStatus(422)
    assert.include(again.text(), 'Il est déjà terminé')
  })

  test('wrong amounts and days are refused with what was typed', async ({ client, assert }) => {
    const person = await someone('Bastien')
    const bastien = await as(client, person)
    const id = await aSubscriptionOf(person)
    for (const amount of ['', '0,50', 'beaucoup', '-5', '12,345']) {
      const answer = await bastien.put(`/me/recurring/${id}`, { kind: 'amount', amount })
      answer.assertStatus(422)
      if (amount) assert.include(answer.text(), `value="${amount}"`)
    }
    const past = await bastien.put(`/me/recurring/${id}`, { kind: 'pause', until: '2020-02-31' })
    past.assertStatus(422)
    assert.equal((await row()).amount_cents, 2000)
  })

  test('dues never go under what makes a member; the page says how much that is', async ({
    client,
    assert,
  }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const months = { code: 'monthly', name: 'Au mois', period: 'month', college: null } as const
    const amounts = { floor_cents: 200, suggested_cents: [300], free_amount: true }
    await ruledBy({ 'dues.plans': [{ ...months, ...amounts }] })
    const person = await someone('Bastien')
    const member = await memberOf(person, clock.now())
    const monthly = { plan: 'monthly', cents: 300, recurring: true }
    const { intent } = await anOrder(member, clock.now(), monthly)
    if (!intent) throw new Error('Nothing is to be paid')
    const id = await aSubscriptionOf(person, intent)
    const bastien = await as(client, person)
    const change = (amount: string) =>
      bastien.put(`/me/recurring/${id}`, { kind: 'amount', amount })
    const under = await change('1,99')
    under.assertStatus(422)
    assert.match(under.text(), /au moins 2\s€/)
    ;(await change('2')).assertStatus(303)
    assert.equal((await row()).amount_cents, 200)
  })

  test('says the means and the amount in the reader’s language', async ({ client, assert }) => {
    for (const [locale, means, amount] of [
      ['fr', 'Carte de démonstration', '7,50'],
      ['en', 'Play card', '7.50'],
    ] as const) {
      const person = await someone('Bastien', { locale })
      const bastien = await as(client, person)
      const id = await aSubscriptionOf(person)
      assert.include((await bastien.get('/me/recurring')).text(), means)
      await bastien.put(`/me/recurring/${id}`, { kind: 'amount', amount })
      const one = (await bastien.get(`/me/recurring/${id}`)).text()
      assert.include(one, means)
      assert.include(one, `value="${amount}"`)
    }
  })

  test('of a provider whose keys were taken away is shown, and says whom to write to', async ({
    client,
    assert,
  }) => {
    const person = await someone('Bastien')
    const bastien = await as(client, person)
    const gone = await aSubscriptionOf(person)
    await db.from('subscriptions').update({ provider: 'stripe' })
    await aSubscriptionOf(person)
    const list = await bastien.get('/me/recurring')
    list.assertStatus(200)
    assert.lengthOf(list.text().match(/20\s€ .*par mois/g) ?? [], 2)
    const page = await bastien.get(`/me/recurring/${gone}`)
    page.assertStatus(200)
    assert.include(page.text(), 'qui n’est plus relié à ce site')
    assert.notInclude(page.text(), 'value="cancel"')
    for (const answer of [
      await bastien.put(`/me/recurring/${gone}`, { kind: 'cancel' }),
      await bastien.post(`/me/recurring/${gone}/means`),
    ]) {
      answer.assertStatus(422)
      assert.include(answer.text(), 'qui n’est plus relié à ce site')
    }
  })

  test('the bank’s own page cannot be asked for: it is said, and nothing breaks', async ({
    client,
    assert,
  }) => {
    const person = await someone('Bastien')
    const bastien = await as(client, person)
    const id = await aSubscriptionOf(person)
    await db.from('subscriptions').update({ customer_ref: 'c' })
    const faulty = new FaultyProvider()
    faulty.selfServiceUrl = () => Promise.reject(new ProviderUnreachable('cut'))
    Object.assign(faulty, { offers: { ...faulty.offers, selfService: true } })
    const restore = useProvider(faulty)
    try {
      const answer = await bastien.post(`/me/recurring/${id}/means`)
      answer.assertStatus(422)
      assert.include(answer.text(), 'Le prestataire ne répond pas')
    } finally {
      restore()
    }
  })

  test('the bank does not answer: it is noted, and done by the job', async ({ client, assert }) => {
    const person = await someone('Bastien')
    const bastien = await as(client, person)
    const id = await aSubscriptionOf(person)
    const faulty = new FaultyProvider()
    const restore = useProvider(faulty)
    try {
      faulty.breaks = ['before']
      ;(await bastien.put(`/me/recurring/${id}`, { kind: 'cancel' })).assertStatus(303)
      assert.equal((await row()).state, 'active')
      const shown = await bastien.get(`/me/recurring/${id}`)
      assert.include(shown.text(), 'Un changement est en cours')
      await db.rawQuery(`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs
        where task_identifier = 'change_subscription'), run_at := now())`)
      await runJobs()
      assert.equal((await row()).state, 'ended')
    } finally {
      restore()
    }
  })
})

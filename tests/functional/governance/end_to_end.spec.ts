import { test } from '@japa/runner'
import type { ApiResponse } from '@japa/api-client'
import { keepVotes } from '#governance/closing/close'
import { readProposal } from '#governance/proposing/read_proposal'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { anAssociation, type Neighbour } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const LONG = 'a'.repeat(400)

test.group('From a draft to what everybody is held to, by forms alone', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  const PROPOSED = {
    ...{ kind: 'rule_change', key: 'feed.post_max_characters', value: '300', step: 'keep' },
    ...{ title: 'Des publications plus courtes', reasons: 'Pour lire jusqu’au bout.' },
  }

  for (const [answer, outcome, status, most] of [
    ['for', 'adopted', 422, '300'],
    ['against', 'refused', 303, '5000'],
  ] as const) {
    test(`everyone answers ${answer}: the form then takes ${most} characters`, async ({
      client,
      assert,
    }) => {
      const [awa, ...others]: Neighbour[] = await anAssociation(5)
      if (!awa) throw new Error('Nobody')
      const posts = async (body: string) => {
        const browser = await as(client, await someone('Driss'))
        const form = {
          body,
          visibility: 'signed_in',
          submission_key: `end-${outcome}-${'k'.repeat(16)}`,
        }
        return browser.post('/posts', form).redirects(0)
      }
      const author = await as(client, awa.person)
      const drafted: ApiResponse = await author.post('/decide', PROPOSED).redirects(0)
      drafted.assertStatus(303)
      const [, id = ''] = /\/decide\/(\d+)$/.exec(drafted.header('location') ?? '') ?? []
      const send = async (browser: typeof author, path: string, form = {}) =>
        (await browser.post(`/decide/${id}${path}`, form).redirects(0)).assertStatus(303)

      await send(author, '/discussion')
      ;(await author.post(`/decide/${id}/call`).redirects(0)).assertStatus(422)
      for (const one of others) await send(await as(client, one.person), '/supports')
      await send(author, '/call', { record: 'opening' })
      const called = await readProposal(Number(id), time.now())
      if (!called?.opensAt || !called.closesAt) throw new Error('No vote was called')

      time.set(called.opensAt)
      await keepVotes(time.now())
      for (const one of [awa, ...others])
        await send(await as(client, one.person), '/ballot', { answer })
      time.set(new Date(called.closesAt.getTime() - 1))
      await keepVotes(time.now())
      ;(await posts(LONG)).assertStatus(303)

      time.set(called.closesAt)
      await keepVotes(time.now())
      assert.equal((await readProposal(Number(id), time.now()))?.outcome, outcome)
      const refusal = await posts(`${LONG} bis`)
      refusal.assertStatus(status)
      // What was typed stays.
      if (status === 422) assert.include(refusal.text(), LONG)
      const composer = (await author.get('/posts/new')).text()
      assert.match(composer, new RegExp(`max="${most}"`))
      const rule = await (await as(client, null)).get('/rules/feed.post_max_characters')
      assert.equal(rule.text().includes(`/decide/${id}`), outcome === 'adopted')
      const page = readable((await author.get(`/decide/${id}`)).text())
      assert.include(page, outcome === 'adopted' ? 'C’est adopté' : 'C’est refusé')
    })
  }
})

import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { clock, FakeClock, useClock } from '#shared/clock'
import { aMandateOf, someone, someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { masked } from '#tests/support/masked'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { stage } from '#tests/support/stage'
import { chosenOtherwise, twoOpenVotes, type OpenVotes } from '#tests/support/open_urns'
import type { Neighbour } from '#tests/support/votes'

const POWERS = ['moderator', 'secretary', 'coordinator', 'teller', 'auditor'] as const

/** Who read the registers is written down and shown: it would be told of the first crawl in the second. */
const readsForgotten = () =>
  asOwner(async (client) => {
    for (const table of ['register_accesses', 'donor_list_reads']) {
      await client.query(`alter table ${table} disable trigger user`)
      await client.query(`delete from ${table}`)
      await client.query(`alter table ${table} enable trigger user`)
    }
  })

/** What each of these is answered at each of these addresses, what differs at every asking hidden. */
async function crawl(browsers: Map<string, Browser>, paths: string[]) {
  const answers = new Map<string, string>()
  for (const path of paths) {
    for (const [who, browser] of browsers) {
      for (const accept of ['text/html', 'application/json']) {
        const response = await browser.get(path).header('accept', accept)
        const { location = '' } = response.headers() as Record<string, string>
        const said = `${response.status()} ${location}\n${response.text()}`
        answers.set(`${path} for the ${who} as ${accept}`, masked(said))
      }
    }
  }
  return answers
}

type Browser = Awaited<ReturnType<typeof as>>

async function readers(client: ApiClient, voter: Neighbour) {
  const watcher = await someone('Yanis')
  for (const role of POWERS) await aMandateOf(watcher, role)
  const people = {
    'visitor': null,
    'account': await someone('Bastien'),
    'voter': voter.person,
    'treasurer': await someoneWith('treasurer'),
    'board': await someoneWith('board'),
    'holder of every other mandate': watcher,
  }
  const browsers = new Map<string, Browser>()
  for (const [who, person] of Object.entries(people)) browsers.set(who, await as(client, person))
  return browsers
}

/** Every address that can be asked for, that of a vote once for each of these. */
async function addresses(votes: OpenVotes): Promise<string[]> {
  const { address } = await stage()
  const [routes = []] = Object.values(router.toJSON())
  const patterns = routes.filter(({ methods }) => methods.includes('GET'))
  return patterns.flatMap(({ pattern }) =>
    pattern.startsWith('/decide/:id')
      ? votes.map(({ id }) => address(pattern.replace(':id', String(id))))
      : [address(pattern)]
  )
}

const differing = (one: Map<string, string>, other: Map<string, string>) =>
  [...one].filter(([asked, said]) => other.get(asked) !== said).map(([asked]) => asked)

test.group('Before the close of a vote', (group) => {
  ownDatabase(group)
  // The same instant for all that is asked: what differs does not differ by the hour.
  const time = new FakeClock(clock.now())
  group.each.setup(() => useClock(time))

  test('no address tells anyone anything of what was chosen', async ({ client, assert }) => {
    const { everyone, votes } = await twoOpenVotes()
    assert.sameMembers(
      votes.map(({ secrecy }) => secrecy),
      ['open', 'secret']
    )
    const [awa] = everyone
    const browsers = await readers(client, awa)
    const paths = await addresses(votes)
    assert.isAbove(paths.length, 120)
    const allFor = await crawl(browsers, paths)
    // Of an open vote a voter sees their own choice, which is why hers stays.
    assert.equal(await chosenOtherwise(votes, awa), 11)
    await readsForgotten()
    const allAgainst = await crawl(browsers, paths)
    assert.deepEqual(differing(allFor, allAgainst), [])
    const shown = [...allFor.values()].filter((said) => said.startsWith('200'))
    assert.isAbove(shown.length, 600)
  }).timeout(240_000)

  test('and after it the same addresses do', async ({ client, assert }) => {
    const { everyone, votes } = await twoOpenVotes()
    const [awa] = everyone
    const browsers = await readers(client, awa)
    const last = votes.reduce(
      (latest, { closesAt }) => (closesAt > latest ? closesAt : latest),
      clock.now()
    )
    const paths = votes.flatMap(({ id }) => [`/decide/${id}`, `/decide/${id}/ballots.json`])
    const before = await crawl(browsers, paths)
    await chosenOtherwise(votes, awa)
    time.set(last)
    await keepVotes(last)
    assert.lengthOf(await db.from('proposal_results'), votes.length)
    const after = await crawl(browsers, paths)
    assert.sameMembers(differing(before, after), [...before.keys()])
  })
})

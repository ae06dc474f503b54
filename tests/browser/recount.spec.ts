import { test } from '@japa/runner'
import type { Page, Route } from 'playwright'
import { canonicalHash, canonicalJson } from '#governance/methods/canonical'
import { METHODS } from '#governance/methods/transcript'
import { recount, type PublishedBallots } from '#governance/recount/recount'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { oneMore, publicVotes, sampleVotes, type Vote } from '#tests/support/every_vote'
import { Looking } from '#tests/support/looking'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'

const GALLERY = '/development/results'

/** Counts in a worker of the page, with the code that it serves. */
const COUNT = `({ address, published }) => new Promise((resolve, reject) => {
  const worker = new Worker(address, { type: 'module' })
  worker.onmessage = ({ data }) => { worker.terminate(); resolve(data) }
  worker.onerror = () => reject(new Error('The worker did not count'))
  worker.postMessage(published)
})`

async function countedThere(page: Page, published: PublishedBallots) {
  const address = await page.locator('ballots-recount').first().getAttribute('data-worker')
  const call = JSON.stringify({ address, published })
  return (await page.evaluate(`(${COUNT})(${call})`)) as { written: string; hash: string } | null
}

function countedHere({ name, published }: Vote) {
  const counted = recount(published)
  if (!counted.ok) throw new Error(`${name}: ${counted.refusal.key}`)
  const { transcript } = counted.value
  return { written: canonicalJson(transcript), hash: canonicalHash(transcript) }
}

const unreadable = {
  ...{ format: 'blt', file: 'nothing to count', method: 'scottish-stv' },
  parameters: { seats: 3, reading: { overvote: 'exhaust', emptyRank: 'exhaust' }, lotOrder: null },
}

const recountOf = (page: Page, name: string) =>
  page.locator(`section[aria-labelledby="${name}-title"] ballots-recount`)

test.group('Ballots counted again in a browser', (group) => {
  browserWorld(group)

  test('the samples come with every method', ({ assert }) => {
    const methods = sampleVotes().map(({ published }) => published.method)
    assert.sameMembers([...new Set(methods)], [...METHODS])
  })

  test('give the very characters that Node writes, for every method', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, null)
    await page.goto(GALLERY)
    for (const vote of sampleVotes()) {
      assert.deepEqual(await countedThere(page, vote.published), countedHere(vote), vote.name)
    }
  })

  test('give the very characters that Node writes, for every public election', async ({
    browser,
    assert,
  }) => {
    const votes = publicVotes()
    // Twenty-three files three times, then those of the other methods.
    assert.isAtLeast(votes.length, 80)
    const page = await browserOf(browser, null)
    await page.goto(GALLERY)
    for (const vote of votes) {
      const [there, here] = [await countedThere(page, vote.published), countedHere(vote)]
      assert.isTrue(there?.written === here.written, vote.name)
      assert.equal(there?.hash, here.hash, vote.name)
    }
  }).skip(votesData('stv') === null, WITHOUT_VOTES_DATA)

  test('are told to be the same, or changed when one paper is, for every result', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, null)
    await page.goto(GALLERY)
    const elements = await page.locator('ballots-recount').all()
    assert.isAtLeast(elements.length, sampleVotes().length)
    for (const element of elements) {
      const address = (await element.getAttribute('data-ballots')) ?? ''
      const press = () => element.getByRole('button', { name: 'Recompter ici' }).click()
      await press()
      await element.getByText('Même résultat').waitFor()

      const published = (await (await page.request.get(address)).json()) as PublishedBallots
      await page.route(`**${address}`, (route) => route.fulfill({ json: oneMore(published) }))
      await press()
      await element.getByText('Le compte n’est pas le même').waitFor()
    }
  })

  test('are told not to be counted when they do not come or cannot be read', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, null)
    await page.goto(GALLERY)
    const element = recountOf(page, 'moderators')
    const failures: [string, (route: Route) => Promise<void>][] = [
      ['the network is gone', (route) => route.abort()],
      ['there is no such file', (route) => route.fulfill({ status: 404, json: {} })],
      ['the file is a page', (route) => route.fulfill({ body: '<p>Bonjour</p>' })],
      ['the ballots cannot be read', (route) => route.fulfill({ json: unreadable })],
    ]
    for (const [why, answer] of failures) {
      await page.route(`**${GALLERY}/moderators`, answer, { times: 1 })
      await element.getByRole('button', { name: 'Recompter ici' }).click()
      await element.getByText('Le recomptage n’a pas abouti').waitFor()
      assert.isTrue(await element.getByRole('button').isEnabled(), why)
      await element.getByRole('button').click()
      await element.getByText('Même résultat').waitFor()
    }
  })

  test('are a file to take away where no script runs', async ({ browser, assert }) => {
    const page = await browserOf(browser, null, { javaScriptEnabled: false })
    await page.goto(GALLERY)
    assert.isFalse(await recountOf(page, 'moderators').isVisible())
    const section = page.locator('section[aria-labelledby="moderators-title"]')
    const link = section.getByRole('link', { name: 'Les bulletins publiés' })
    const answer = await page.request.get((await link.getAttribute('href')) ?? '')
    const [moderators] = sampleVotes()
    assert.deepEqual(await answer.json(), moderators?.published)
  })

  test('come to the page only when asked for', async ({ browser, assert }) => {
    const page = await browserOf(browser, null)
    const scripts: string[] = []
    page.on('request', (request) => {
      const [name] = /[a-z_]+(?=-\w+\.js$)/.exec(request.url()) ?? []
      if (name) scripts.push(name)
    })
    await page.goto('/decide')
    await page.waitForLoadState('networkidle')
    assert.deepEqual(scripts, ['app'])
    await page.goto(GALLERY)
    const element = recountOf(page, 'moderators')
    await element.getByRole('button').waitFor()
    assert.notInclude(scripts, 'count_ballots')
    await element.getByRole('button').click()
    await element.getByText('Même résultat').waitFor()
    assert.include(scripts, 'count_ballots')
  })
})

test.group('Results of votes', (group) => {
  browserWorld(group)

  test('have no fault that axe finds, folded or not, and fit', async ({ browser, assert }) => {
    const page = await browserOf(browser, null)
    const looking = new Looking(page, assert)
    await looking.at(GALLERY, { desk: true })
    await page.evaluate(
      `document.querySelectorAll('main details').forEach((one) => (one.open = true))`
    )
    await looking.here('results, their tables open')
    looking.assertFaultless()
  })
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { Page } from 'playwright'
import type { Choice } from '#governance/voting/choice'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { tabTo } from '#tests/support/keyboard'
import { Looking } from '#tests/support/looking'
import { YES } from '#tests/support/votes'
import { aCountedVote, anOpenVote, sixVoters } from '#tests/support/votes_under_way'

const rank = (...ranks: number[]): Choice => ({ kind: 'ranking', ranks })

async function choicesIn(id: number): Promise<unknown[]> {
  const rows = await db.from('ballots').where('proposal_id', id).select('choice')
  return rows.map(({ choice }) => choice)
}

const cast = async (page: Page) => {
  await page.getByRole('button', { name: 'Relire mon bulletin' }).click()
  await page.getByRole('button', { name: 'Déposer mon bulletin' }).click()
  await page.getByText('Votre reçu').waitFor()
}

test.group('A ballot paper on a phone', (group) => {
  browserWorld(group)

  test('is ranked by taps, moved, and read out as it changes', async ({ browser, assert }) => {
    const everyone = await sixVoters()
    const { id } = await anOpenVote(everyone, 'schulze')
    const page = await browserOf(browser, everyone[0].person)
    await page.goto(`/decide/${id}/ballot`)
    assert.equal(await page.locator('select:visible').count(), 0)
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    await press('Place 1 : Chloé')
    await page.getByText('Awa', { exact: true }).click()
    await press('Place 3 : Bastien')
    await press('Monter Awa')
    assert.equal(await page.locator('ranked-paper [role=status]').innerText(), 'Awa : place 1.')
    await press('Retirer Chloé du classement')
    assert.isTrue(await page.getByRole('button', { name: 'Place 3 : Chloé' }).isVisible())
    await cast(page)
    assert.deepEqual(await choicesIn(id), [rank(1, 2)])
  })

  test('is ranked with a keyboard alone', async ({ browser, assert }) => {
    const everyone = await sixVoters()
    const { id } = await anOpenVote(everyone, 'schulze')
    const page = await browserOf(browser, everyone[0].person)
    await page.goto(`/decide/${id}/ballot`)
    await tabTo(page, 'Place 1 : Bastien')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Monter Awa')
    await page.keyboard.press('Space')
    await tabTo(page, 'Relire mon bulletin')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Votre bulletin' }).waitFor()
    await tabTo(page, 'Déposer mon bulletin')
    await page.keyboard.press('Enter')
    await page.getByText('Votre reçu').waitFor()
    assert.deepEqual(await choicesIn(id), [rank(1, 2)])
  })

  test('tells two people of one name apart', async ({ browser, assert }) => {
    const everyone = await sixVoters()
    for (const { person } of everyone.slice(0, 3)) await person.merge({ name: 'Awa' }).save()
    const { id } = await anOpenVote(everyone, 'schulze')
    const page = await browserOf(browser, everyone[0].person)
    await page.goto(`/decide/${id}/ballot`)
    await page.locator('[data-option="3"] [data-act=add]').click()
    await page.locator('[data-option="2"] [data-act=add]').click()
    await page.locator('[data-option="2"] [data-act=up]').click()
    await cast(page)
    assert.deepEqual(await choicesIn(id), [rank(2, 3)])
  })

  test('is ranked from menus where no script runs, mistakes kept', async ({ browser, assert }) => {
    const everyone = await sixVoters()
    const { id } = await anOpenVote(everyone, 'scottish-stv')
    const page = await browserOf(browser, everyone[0].person, { javaScriptEnabled: false })
    await page.goto(`/decide/${id}/ballot`)
    await page.getByLabel('Chloé', { exact: true }).selectOption('1')
    await page.getByLabel('Awa', { exact: true }).selectOption('1')
    await page.getByRole('button', { name: 'Relire mon bulletin' }).click()
    await page.getByText('Deux choix ont la même place').waitFor()
    assert.equal(await page.getByLabel('Chloé', { exact: true }).inputValue(), '1')
    await page.getByLabel('Awa', { exact: true }).selectOption('2')
    await cast(page)
    assert.deepEqual(await choicesIn(id), [rank(3, 1)])
  })

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with a script' : 'without one'
    test(`takes a grade for each, ${how}`, async ({ browser, assert }) => {
      const everyone = await sixVoters()
      const { id } = await anOpenVote(everyone, 'majority-judgment')
      const page = await browserOf(browser, everyone[0].person, { javaScriptEnabled })
      await page.goto(`/decide/${id}/ballot`)
      const grade = (name: string, label: string) =>
        page.getByRole('group', { name }).getByText(label, { exact: true }).click()
      await grade('Awa', 'Bien')
      await grade('Bastien', 'À rejeter')
      await page.getByRole('button', { name: 'Relire mon bulletin' }).click()
      await page.getByText('Il manque une mention').waitFor()
      await grade('Chloé', 'Très bien')
      await cast(page)
      assert.deepEqual(await choicesIn(id), [{ kind: 'grades', grades: { 1: 4, 2: 0, 3: 5 } }])
    })
  }

  test('of an open vote is changed until the close', async ({ browser, assert }) => {
    const everyone = await sixVoters()
    const { id } = await anOpenVote(everyone)
    const page = await browserOf(browser, everyone[0].person)
    await page.goto('/decide')
    await page.getByRole('link', { name: 'Voter' }).click()
    await page.getByLabel('Contre').check()
    await page.getByRole('button', { name: 'Déposer mon bulletin' }).click()
    await page.getByText('Votre reçu').waitFor()
    assert.isTrue(await page.getByLabel('Contre').isChecked())
    await page.getByLabel('Pour').check()
    await page.getByRole('button', { name: 'Changer mon bulletin' }).click()
    await page.locator('.ballot__says', { hasText: 'Pour' }).waitFor()
    assert.deepEqual(await choicesIn(id), [YES])
  })
})

const COUNTED: [Parameters<typeof anOpenVote>[1], Choice[]][] = [
  [undefined, [YES, YES, YES, { kind: 'blank' }, { kind: 'motion', answer: 'against' }]],
  ['scottish-stv', [rank(2), rank(2, 1), rank(1), rank(3), rank(2)]],
  ['irv', [rank(2), rank(1), rank(1), rank(3, 2), rank(2)]],
  ['schulze', [rank(2), rank(2, 1), rank(1), rank(3, 2)]],
  [
    'majority-judgment',
    [1, 5, 4, 2, 4].map((grade) => ({ kind: 'grades', grades: { 1: 2, 2: grade, 3: 0 } })),
  ],
  ['approval', [[1], [2], [2, 3], [1, 2]].map((approved) => ({ kind: 'approval', approved }))],
]

test.group('Votes on their pages', (group) => {
  browserWorld(group)

  test('papers have no fault that axe finds, and fit the screen', async ({ browser, assert }) => {
    const everyone = await sixVoters()
    const page = await browserOf(browser, everyone[0].person)
    const looking = new Looking(page, assert)
    for (const [method] of COUNTED) {
      const { id } = await anOpenVote(everyone, method)
      await looking.at(`/decide/${id}/ballot`, { name: method ?? 'motion', desk: true })
      if (method === 'schulze') {
        await page.locator('[data-act=add]').first().click()
        await page.locator('[data-act=add]').first().click()
        await looking.here('ranked')
        const look = page.getByRole('button', { name: 'Relire mon bulletin' })
        await looking.after(look, 200, 'read again')
        await page.getByRole('button', { name: 'Déposer mon bulletin' }).click()
        await page.getByText('Votre reçu').waitFor()
        await looking.here('a receipt')
      }
    }
    looking.assertFaultless()
  })

  test('results are counted again to the same hash, and have no fault', async ({
    browser,
    assert,
  }) => {
    const everyone = await sixVoters()
    const page = await browserOf(browser, everyone[0].person)
    const looking = new Looking(page, assert)
    for (const [method, choices] of COUNTED) {
      const { id } = await aCountedVote(everyone, choices, method)
      await looking.at(`/decide/${id}`, { name: method ?? 'motion', desk: true })
      await page.getByRole('button', { name: 'Recompter ici' }).click()
      await page.getByText('Même résultat').waitFor()
      await looking.at(`/decide/${id}/roll`, { desk: true })
    }
    await looking.at('/decide', { name: 'decided lately', desk: true })
    await looking.at('/decide/decided', { desk: true })
    looking.assertFaultless()
  })
})

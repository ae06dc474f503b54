import { test } from '@japa/runner'
import { keepVotes } from '#governance/closing/close'
import { Mandate } from '#people/mandate'
import { clock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { Looking } from '#tests/support/looking'
import { aBudgetDiscussed, anElectionDiscussed } from '#tests/support/put_to_the_vote'
import { yesterday } from '#tests/support/dues'
import { ruledBy } from '#tests/support/ruled_by'
import { anAssociation, aProposal, called } from '#tests/support/votes'

const YEAR = 365 * 86_400_000

test.group(
  'Pages where members decide have no fault that axe finds, and fit the screen',
  (group) => {
    browserWorld(group)

    test('proposing, kind by kind', async ({ browser, assert }) => {
      const [awa, bastien] = await anAssociation(3, yesterday())
      if (!awa || !bastien) throw new Error('Too few')
      const now = clock.now()
      const endsAt = new Date(now.getTime() + YEAR)
      const mandate = { role: 'board' as const, startsAt: now, endsAt, at: now }
      await Mandate.grant({ personId: bastien.person.id, ...mandate })
      const page = await browserOf(browser, awa.person)
      const looking = new Looking(page, assert)
      await looking.at('/decide', { name: 'nothing to decide', desk: true })
      await looking.at('/mandates', { desk: true })
      const own = await Mandate.grant({ personId: awa.person.id, ...mandate, role: 'treasurer' })
      await looking.at(`/mandates/${own.id}`, { desk: true })
      await looking.at('/rules', { name: 'rules that cannot be kept' })
      await looking.at('/decide/new', { desk: true })
      await looking.at('/decide/new/rule_change', { name: 'choosing a rule', desk: true })
      for (const kind of [
        'charter',
        'election',
        'recall',
        'consultation',
        'budget',
        'spend',
        'year_closing',
      ]) {
        await looking.at(`/decide/new/${kind}`)
      }
      await looking.at('/decide/new/rule_change?key=votes.quorum', { name: 'a rule', desk: true })
      const look = page.getByRole('button', { name: 'Voir ce qui change' })
      await looking.after(look, 422, 'a rule refused')
      await page.getByLabel('Titre').fill('Un quorum plus haut')
      await page.getByLabel('Raisons').fill('Pour décider à plusieurs.')
      await page.getByLabel('Personnes').fill('6')
      await looking.after(look, 200, 'a rule looked at')
      await page.getByRole('button', { name: 'Garder le brouillon' }).click()
      await page.getByRole('heading', { name: 'Un quorum plus haut' }).waitFor()
      await looking.here('a draft')
      await page.getByRole('button', { name: 'Ouvrir la discussion' }).click()
      await page
        .getByRole('link', { name: 'Convoquer le vote' })
        .or(page.getByLabel('Votre remarque'))
        .first()
        .waitFor()
      await looking.here('a proposal discussed')
      looking.assertFaultless()
    })

    test('an election, and a vote that is open', async ({ browser, assert }) => {
      const [awa, bastien] = await anAssociation(3, yesterday())
      if (!awa || !bastien) throw new Error('Too few')
      await ruledBy({ 'votes.seconders_needed': { people: 0, percent: 0 } })
      const { id } = await anElectionDiscussed(awa.person, bastien.person)
      const page = await browserOf(browser, awa.person)
      const looking = new Looking(page, assert)
      await looking.at(`/decide/${id}`, { name: 'an election', desk: true })
      await page.getByRole('button', { name: 'Accepter' }).click()
      await page.getByRole('link', { name: '2 versions' }).waitFor()
      const budget = await aBudgetDiscussed(awa.person)
      await looking.at(`/decide/${budget.id}`, { name: 'a budget' })
      await looking.at(`/decide/${budget.id}/projects/new`)
      await looking.at(`/decide/${id}/versions`, { desk: true })
      await looking.at(`/decide/${id}/call`)
      const change = { key: 'feed.photos_per_post', value: 4 }
      const at = new Date(clock.now().getTime() - 16 * 86_400_000)
      const proposal = await aProposal('rule_change', change, awa.person, at)
      await called(proposal, at)
      await keepVotes(clock.now())
      await looking.at('/decide', { name: 'open and discussed', desk: true })
      await looking.at(`/decide/${proposal.id}`, { name: 'an open vote', desk: true })
      looking.assertFaultless()
    })
  }
)

import { test } from '@japa/runner'
import { clock } from '#shared/clock'
import { thank } from '#feed/thanks'
import { SignInLink } from '#people/sign_in_link'
import { browserOf } from '#tests/support/browsers'
import { browserWorld, workIsDone } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { foundedBy } from '#tests/support/founded_by'
import * as feed from '#tests/support/feed_factory'
import { Looking } from '#tests/support/looking'
import { goodPhoto, refusedFiles } from '#tests/support/pictures/refused_files'
import { aWaitingPost, becomesRefused } from '#tests/support/waiting_post'
import { feedOf } from './feed_of.js'

test.group(
  'Pages of who is signed in have no fault that axe finds, and fit the screen',
  (group) => {
    browserWorld(group)

    test('reading', async ({ browser, assert }) => {
      const awa = await someone('Awa')
      const page = await browserOf(browser, awa)
      const looking = new Looking(page, assert)
      await looking.at('/feed', { name: 'empty feed' })
      const bastien = await someone('Bastien')
      await feedOf(bastien, 21)
      const post = await feed.aPost(awa, {
        body: 'Le marché est magnifique.',
        visibility: 'signed_in',
      })
      await feed.aPhotoOf(post)
      await feed.aComment(post, bastien)
      await feed.aComment(post, awa)
      await thank(post.id, bastien.id, clock.now())
      await post.edit({ body: 'Le marché !', visibility: 'public', alts: new Map() }, clock.now())
      await looking.at('/feed', { desk: true })
      await page.getByRole('link', { name: 'Plus anciens' }).click()
      await page.waitForURL(/before=/)
      await looking.here('last page of the feed')
      await looking.at(`/posts/${post.id}`, { name: 'own post', desk: true })
      await page.locator('details.menu > summary').click()
      await looking.here('own post, menu open')
      await looking.at(`/posts/${post.id}/history`)
      await looking.at(`/@${awa.handle}`, { name: 'own profile', desk: true })
      await looking.at(`/@${bastien.handle}`, { name: 'profile of another' })
      const other = await feed.aPost(bastien, { visibility: 'signed_in' })
      await looking.at(`/posts/${other.id}`, { name: 'post of another' })
      await page.getByLabel('Votre commentaire').fill(' ')
      await looking.after(page.getByRole('button', { name: 'Commenter' }), 422, 'empty comment')
      await looking.at('/search?q=marché', { desk: true })
      await looking.at('/search?q=rien', { name: 'nothing found' })
      await looking.at('/bookmarks', { name: 'nothing kept' })
      await looking.at('/tags/fete', { name: 'nothing under a tag' })
      await looking.at('/nothing-here', { status: 404 })
      await looking.at('/join-requests', { status: 403 })
      looking.assertFaultless()
    })

    test('writing', async ({ browser, assert }) => {
      const awa = await someone('Awa')
      // Scripts are taken away below; the worker would give them back.
      const page = await browserOf(browser, awa, { serviceWorkers: 'block' })
      const looking = new Looking(page, assert)
      await looking.at('/posts/new', { desk: true })
      const [svg] = await refusedFiles()
      const files = svg ? [await goodPhoto(), svg.path] : []
      await page.getByLabel('Ajouter des photos').setInputFiles(files)
      await page.getByRole('alert').waitFor()
      await looking.here('composer with photos')

      // As without scripts: axe itself needs them.
      await page.route('**/*.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: '' })
      )
      await page.goto('/posts/new')
      await page.getByLabel('Ajouter des photos').setInputFiles(files)
      await looking.after(page.getByRole('button', { name: 'Publier' }), 422, 'composer refused')
      await page.unroute('**/*.js')
      await workIsDone()

      const post = await feed.aPost(awa)
      await feed.aPhotoOf(post)
      await looking.at(`/posts/${post.id}/edit`, { name: 'edit', desk: true })
      await page.getByLabel('Votre publication').fill('a'.repeat(20_000))
      await looking.after(page.getByRole('button', { name: 'Enregistrer' }), 422, 'edit refused')
      await looking.at(`/posts/${post.id}/delete`, { name: 'delete' })
      const waiting = await aWaitingPost(awa)
      await looking.at(`/posts/${waiting.post.id}`, { name: 'post that waits' })
      await becomesRefused(waiting.photo)
      await looking.at(`/posts/${waiting.post.id}`, { name: 'post with a refused photo' })
      looking.assertFaultless()
    })

    test('founding', async ({ browser, assert }) => {
      const awa = await someone('Awa')
      await foundedBy(awa)
      const page = await browserOf(browser, awa)
      const looking = new Looking(page, assert)
      await looking.at('/settings/network', { desk: true })
      await page.getByLabel('Nom du réseau').fill(' ')
      const save = page.getByRole('button', { name: 'Enregistrer' })
      await looking.after(save, 422, 'facts refused')
      await looking.at('/rules', { name: 'rules, as their founder' })
      for (const key of ['dues.plans', 'votes.threshold', 'moderation.ladder']) {
        await looking.at(`/rules/${key}/edit`)
      }
      await looking.at('/rules/feed.photos_per_post/edit', { desk: true })
      const look = page.getByRole('button', { name: 'Voir ce qui change' })
      await page.getByLabel('Nouvelle valeur').fill('400')
      await looking.after(look, 422, 'rule refused')
      await page.getByLabel('Nouvelle valeur').fill('4')
      await looking.after(look, 200, 'rule looked at')
      await looking.after(
        page.getByRole('button', { name: 'Changer la règle' }),
        303,
        'rule changed'
      )
      looking.assertFaultless()
    })

    test('one’s own affairs', async ({ browser, assert }) => {
      const fatou = await someoneWith('moderator')
      const page = await browserOf(browser, fatou)
      const looking = new Looking(page, assert)
      await looking.at('/me', { desk: true })
      await page.getByLabel('Nouveau mot de passe').fill('court')
      await looking.after(
        page.getByRole('button', { name: 'Changer le mot de passe' }),
        422,
        'short'
      )
      await looking.at('/invitations', { name: 'no invitation' })
      const [open, revoked] = [await feed.anInvitation(fatou, 3), await feed.anInvitation(fatou)]
      await revoked.revoke(clock.now())
      await looking.at('/invitations', { name: 'invitations', desk: true })
      await page.getByLabel('Nombre de places').fill('999')
      await looking.after(page.getByRole('button', { name: 'Préparer' }), 422, 'too many places')
      assert.equal(await open.standing(clock.now()), 'open')
      await looking.at('/join-requests', { name: 'no request' })
      await feed.aJoinRequest()
      await looking.at('/join-requests', { name: 'requests', desk: true })
      await page.locator('main details > summary').click()
      await page.getByLabel('Raison').fill('a')
      await looking.after(
        page.getByRole('button', { name: 'Refuser' }),
        422,
        'refusal without reason'
      )
      await SignInLink.send(fatou, clock.now())
      await workIsDone()
      await looking.at('/demo/mailbox', { desk: true })
      await page.getByRole('link', { name: fatou.email ?? '' }).click()
      await page.waitForURL(/mailbox\/\d+$/)
      await looking.here('letter')
      looking.assertFaultless()
    })
  }
)

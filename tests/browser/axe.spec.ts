import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import env from '#start/env'
import { foundLongAgo } from '#tests/support/founded'
import { foundedBy } from '#tests/support/founded_by'
import { aComment, aPhotoOf, aPost, anInvitation } from '#tests/support/feed_factory'
import { linkIn } from '#tests/support/letters'
import { Looking } from '#tests/support/looking'
import { ruledBy } from '#tests/support/ruled_by'
import { clock } from '#shared/clock'
import type { Invitation } from '#people/invitation'
import { JoinRequest } from '#people/join_request'
import { SignInLink } from '#people/sign_in_link'

const DEAD = 'x'.repeat(43)

async function newcomer(name: string, invitation: Invitation | null = null) {
  const handle = `${name.toLowerCase()}_n`
  const email = `${handle}@example.org`
  const facts = { name, handle, email, message: '', locale: 'fr', passwordHash: null } as const
  await JoinRequest.make(facts, invitation, clock.now())
  return { handle, link: await linkIn(email) }
}

test.group('Visitors’ pages have no fault that axe finds, and fit the screen', (group) => {
  browserWorld(group)

  test('the doors: joining', async ({ browser, assert }) => {
    await foundLongAgo()
    const page = await browserOf(browser, null)
    const looking = new Looking(page, assert)
    const invitation = await anInvitation(await someone('Awa'))
    await looking.at('/join', { name: 'join by request' })
    await looking.at(`/join?invitation=${invitation.token}`, { desk: true })
    await looking.at('/join?invitation=1.dead', { name: 'join by a dead invitation' })

    await page.getByLabel('Votre nom').fill('Gwenola')
    await page.getByLabel('Votre pseudonyme').fill('Deux mots !')
    await page.getByLabel('Adresse e-mail').fill('gwenola@example.org')
    await page.getByLabel('Mot de passe').fill('court')
    await page.getByRole('checkbox').check()
    await page.locator('[name=proof]:not([value=""])').waitFor({ state: 'attached' })
    await looking.here('join form, computed')
    await looking.after(page.getByRole('button', { name: 'Rejoindre' }), 422, 'join refused')

    await looking.at('/join/sent')
    await looking.at(`/join/${DEAD}`, { status: 410, name: 'dead confirmation' })
    const { link } = await newcomer('Hugo')
    await looking.at(link, { name: 'confirmation' })
    const confirm = page.getByRole('button', { name: 'Confirmer et entrer' })
    await looking.after(confirm, 200, 'waiting for approval')
    const taken = await newcomer('Jeanne', invitation)
    await someone('Jeanne', { handle: taken.handle })
    await page.goto(taken.link)
    await looking.after(confirm, 409, 'handle taken')
    await ruledBy({ 'join.mode': 'invitation' })
    await looking.at('/join', { name: 'join closed' })
    await ruledBy({ 'join.mode': 'open' })
    await looking.at('/join', { name: 'join when open' })
    looking.assertFaultless()
  })

  test('the doors: signing in', async ({ browser, assert }) => {
    const page = await browserOf(browser, null)
    const looking = new Looking(page, assert)
    const awa = await someone('Awa')
    await looking.at('/sign-in', { desk: true })
    await page.getByLabel('Adresse e-mail').fill('awa@example.org')
    await page.getByLabel('Mot de passe').fill('not the right one')
    await looking.after(page.getByRole('button', { name: 'Continuer' }), 422, 'sign-in refused')
    await looking.at('/sign-in/sent')
    await looking.at(`/sign-in/${DEAD}`, { status: 410, name: 'dead link' })
    await SignInLink.send(awa, clock.now())
    await looking.at(await linkIn(awa.email ?? ''), { name: 'sign-in link' })
    looking.assertFaultless()
  })

  test('the square and what is published', async ({ browser, assert }) => {
    const page = await browserOf(browser, null)
    const looking = new Looking(page, assert)
    await looking.at('/', { name: 'square without posts' })
    const fatou = await someoneWith('moderator')
    const body = `Une adresse : https://example.org/${'a'.repeat(90)}\n\nEt un mot : ${'m'.repeat(70)}`
    const post = await aPost(fatou, { body })
    await aPhotoOf(post)
    await aComment(post, await someone('Bastien'), 'Merci pour l’adresse !')
    await aPost(fatou, { body: 'Bonjour.' })
    await post.edit({ body: `${body}.`, visibility: 'public', alts: new Map() }, clock.now())
    await looking.at('/', { name: 'square with posts', desk: true })
    await looking.at(`/posts/${post.id}`, { desk: true })
    await looking.at(`/posts/${post.id}/history`)
    await looking.at(`/@${fatou.handle}`, { desk: true })
    await looking.at(`/@${(await someone('Driss')).handle}`, { name: 'profile without posts' })
    await looking.at('/nothing-here', { status: 404 })
    looking.assertFaultless()
  })

  test('the pages about this place', async ({ browser, assert }) => {
    const page = await browserOf(browser, null)
    const looking = new Looking(page, assert)
    for (const name of [
      'about',
      'charter',
      'terms',
      'privacy',
      'legal',
      'contact',
      'decide',
      'treasury',
    ]) {
      await looking.at(`/${name}`)
    }
    await looking.at('/contact?post=3')
    await looking.at('/rules', { desk: true })
    await looking.at('/rules?at=2021-01-01')
    await looking.at('/rules?at=demain', { status: 422 })
    await looking.at('/rules/votes.quorum')
    await looking.at('/rules/difference?from=2021-01-01')
    await looking.at('/setup', { name: 'setup, the key' })
    env.set('SETUP_TOKEN', 'the-host-knows')
    await looking.at('/setup?token=the-host-knows', { name: 'setup', desk: true })
    await looking.at('/setup?token=guessed', { status: 422, name: 'setup, a wrong key' })
    await foundedBy(await someone('Awa'), { charterFr: '1. Être aimable.\n2. Dire pourquoi.' })
    await looking.at('/charter/history')
    await looking.at('/charter', { name: 'a charter of its own' })
    await looking.at('/demo/mailbox', { name: 'empty mailbox' })
    looking.assertFaultless()
  })
})

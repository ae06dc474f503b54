import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/installation'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { aComment, aDraft, aJoinRequest, aPost, anInvitation } from '#tests/support/feed_factory'
import { aMandateOf, aSessionOf, someone, someoneWith } from '#tests/support/cast'
import { cookieOf } from '#tests/support/client'
import { aCampaign, aGift, aGiftInKind, aGiftSurplus } from '#tests/support/gifts'
import { aWordFilter } from '#tests/support/word_filter'
import { theFounder } from '#tests/support/founder'
import { aBookedBill } from '#tests/support/bills'
import { aFreePhoto } from '#tests/support/free_photo'
import { joinEffort } from '#tests/support/join_effort'
import {
  aDemoCheckout,
  aNoticeGivenUp,
  anIntent,
  aPaymentOf,
  aSubscriptionOf,
  aWaitingRefund,
} from '#tests/support/payments'
import { forgetNetwork } from '#organisation/network'
import { HOSTILE_BODIES, HOSTILE_VALUES } from '#tests/support/hostile_values'
import { PasskeyDevice } from '#tests/support/passkey_device'
import { claimedBy } from '#tests/support/moderation/cases'
import { stagedCases } from '#tests/support/moderation/stage_cases'
import { aPasskey } from '#tests/support/passkeys'
import { aCashReceipt, aTransferOrder } from '#tests/support/offline'
import { asksBack, holds } from '#tests/support/shares'
import { aBudgetDiscussed, anElectionDiscussed } from '#tests/support/put_to_the_vote'
import { ownDatabase } from '#tests/support/own_database'

/** Every write, with a form that would be taken; all objects belong to Fatou, who holds a mandate. */
const WRITES: Record<string, Record<string, unknown>> = {
  'POST /demo/sign-in': { role: 'member' },
  'POST /sign-in': { email: 'awa@example.org', password: '', next: '/feed' },
  'POST /sign-in/:token': {},
  'POST /sign-in/passkey': { credential: new PasskeyDevice().signed('abc'), next: '/feed' },
  'POST /passkeys/challenges': { purpose: 'add' },
  'POST /passkeys': { name: 'Téléphone', credential: new PasskeyDevice().made('abc') },
  'PUT /passkeys/:id': { name: 'Téléphone' },
  'DELETE /passkeys/:id': {},
  'POST /confirm/passkey': { credential: new PasskeyDevice().signed('abc'), next: '/feed' },
  'POST /join': {
    name: 'Gwenola',
    handle: 'gwenola_m',
    email: 'g@example.org',
    message: 'Bonjour',
    // Hashing one at each try would be most of the time spent.
    password: '',
    age: 'on',
    invitation: '1.abc',
    website: '',
    ...joinEffort(),
  },
  'POST /join/:token': { handle: 'gwenola_m' },
  'POST /locale': { locale: 'fr', back: '/feed' },
  'PUT /me': { name: 'Fatou', bio: 'Du bout de la rue' },
  'PUT /me/password': { password: 'a long password', current_password: '' },
  'POST /me/portrait': { portrait: '' },
  'DELETE /me/portrait': {},
  'DELETE /session': {},
  'DELETE /sessions': {},
  'POST /invitations': { note: 'Viens', seats: 1 },
  'DELETE /invitations/:id': {},
  'POST /places/quarters': { commune: '79191', name: 'Souché' },
  'PUT /me/place': { choice: 'commune:79191' },
  'DELETE /me/place': {},
  'POST /me/places': { choice: 'commune:79191' },
  'DELETE /me/places/:id': {},
  'POST /people/:id/block': { back: '/me/filters' },
  'DELETE /people/:id/block': { back: '/me/filters' },
  'POST /people/:id/mute': { span: 'week', back: '/me/filters' },
  'DELETE /people/:id/mute': { back: '/me/filters' },
  'POST /me/filters': { phrase: 'chasse', span: 'ever' },
  'DELETE /me/filters/:id': {},
  'POST /join-requests/:id/approvals': {},
  'POST /join-requests/:id/refusal': { reason: 'Trop loin' },
  'POST /posts': {
    body: 'Bonjour',
    visibility: 'public',
    content_warning: 'Foule',
    place_id: '',
    publish_on: '2026-12-24',
    publish_time: '18:30',
    photo_ids: [1],
    alts: { 1: 'Un chat' },
    submission_key: 'abcdefgh',
  },
  'POST /posts/:id/refusal': { reason: 'On ne vend pas ici.', fingerprint: 'x' },
  'PUT /posts/:id': {
    body: 'Bonjour',
    visibility: 'public',
    alts: { 1: 'Un chat' },
    content_warning: 'Foule',
    place_id: '',
  },
  'DELETE /posts/:id': {},
  'DELETE /posts/:id/photos/:photoId': {},
  'POST /posts/:id/approvals': { fingerprint: 'abc' },
  'POST /posts/:id/comments': { body: 'Bien vu', submission_key: 'abcdefgh' },
  'DELETE /comments/:id': {},
  'POST /posts/:id/thanks': {},
  'DELETE /posts/:id/thanks': {},
  'POST /posts/:id/bookmark': {},
  'DELETE /posts/:id/bookmark': {},
  'PUT /feed/marker': { seq: '1' },
  'POST /moderation/report': {
    ...{ address: '/posts/1', breach: 'hatred', explanation: 'Ceci', name: 'Léa' },
    ...{ email: 'lea@example.org', good_faith: '1' },
  },
  'POST /moderation/reports/:token/appeal': { reasons: 'Non', route: 'person', phrase: '' },
  'POST /moderation/mine/reports/:id/appeal': { reasons: 'Non', route: 'jury', phrase: 'a' },
  'POST /moderation/decisions/:id/appeal': { reasons: 'Non', route: 'person', phrase: '' },
  'POST /moderation/decisions/:id/sponsor': {},
  'POST /moderation/juries/:id/vote': { outcome: 'upheld', reasons: 'Oui' },
  'POST /moderation/juries/:id/remarks': { body: 'Bonjour' },
  'POST /moderation/juries/:id/decline': {},
  'POST /moderation/cases': { address: '/posts/1', breach: 'spam', source: 'own' },
  'POST /moderation/cases/:id/claim': {},
  'POST /moderation/cases/:id/release': {},
  'POST /moderation/cases/:id/stepping-aside': {},
  'POST /moderation/cases/:id/hiding': { breach: 'spam' },
  'POST /moderation/cases/:id/openings': { back: '/moderation/juries/1' },
  'POST /moderation/cases/:id/decisions': {
    ...{ act: 'hide', days: '3', breach: 'spam', ground: 'charter', clause: 'Article 3' },
    ...{ facts: 'Une publicité.', why: 'La charte.', step: 'take' },
  },
  'POST /moderation/decisions/:id/signature': {},
  'POST /moderation/decisions/:id/refusal': { reason: 'Non' },
  'POST /moderation/appeals/:id/outcome': { outcome: 'upheld', reasons: 'Oui' },
  'POST /notifications/reading': { up_to: '1' },
  'POST /drafts': {
    body: 'Bonjour',
    visibility: 'public',
    content_warning: 'Foule',
    place_id: '1',
    publish_on: '2026-12-24',
    publish_time: '18:30',
    photo_ids: ['1'],
    alts: { 1: 'Un chat' },
    submission_key: 'abcdefgh',
  },
  'DELETE /drafts/:id': {},
  'POST /drafts/:id/publication': {},
  'DELETE /drafts/:id/schedule': {},
  'POST /me/feeds': {},
  'DELETE /me/feeds': {},
  'POST /setup': {
    token: 'x'.repeat(43),
    network_name: 'Place',
    network_place: 'Niort',
    legal_form: 'collective',
    name: 'Gwenola',
    handle: 'gwenola_m',
    email: 'g@example.org',
    password: '',
    age: 'on',
  },
  'PUT /settings/contact': {
    contact_email: 'bonjour@niort.example',
    telephone: '05 49 00 00 00',
    address: '1 rue du Four',
    publication_director: 'Awa',
    host: 'Une voisine',
  },
  'PUT /settings/network': {
    name: 'Place',
    place: 'Niort',
    tagline_fr: 'Ici',
    legal_form: 'collective',
    accent: 'sevre',
    languages: ['fr'],
    contact_email: 'g@example.org',
    telephone: '',
    about_fr: 'Nous',
    charter_fr: 'Respect',
  },
  'PUT /rules/:key': { value: '5' },
  'POST /sign-in/code': { code: '123456', next: '/feed' },
  'POST /confirm': { code: '', password: '', next: '/me', second: '1' },
  'POST /me/recovery-codes': {},
  'POST /me/authenticator': { code: '123456' },
  'DELETE /me/authenticator': {},
  'POST /me/email': { email: 'fatou@example.org' },
  'POST /email/:token': {},
  'DELETE /sessions/others': {},
  'DELETE /sessions/:id': {},
  'POST /photos': { photo: '' },
  'POST /support/gifts': {
    schedule: 'once',
    amount: '2000',
    other_amount: '12,50',
    campaign: '',
    payer_name: 'Gwenola',
    payer_email: 'g@example.org',
    named: '1',
    words: 'Courage',
  },
  'POST /support/in-kind': {
    nature: 'goods',
    description: 'Un fromage',
    quantity: 'trois',
    value: '13,50',
    donor_name: 'Gwenola',
    donor_email: 'g@example.org',
  },
  'POST /support/campaigns': {
    title_fr: 'Un serveur',
    title_en: 'A server',
    text_fr: 'Le nôtre est vieux.',
    text_en: 'Ours is old.',
    goal: '480',
    ends_on: parisDay(new Date(clock.now().getTime() + 30 * 86_400_000)),
  },
  'POST /support/campaigns/:slug/closing': { reason: 'Trouvé ailleurs' },
  'POST /treasury/gifts/:id/hiding': { reason: 'Une injure' },
  'POST /treasury/in-kind/:id/decision': { accepted: 'no', reason: 'Pas de frigo' },
  'POST /treasury/entries': {
    kind: 'expert',
    journal: 'OD',
    entry_on: parisDay(clock.now()),
    piece: 'F1',
    piece_on: parisDay(clock.now()),
    label: 'Hébergement',
    accounts: ['6135', '512100'],
    auxiliaries: ['', ''],
    debits: ['24', ''],
    credits: ['', '24'],
    form_key: '6f1c1a52-7d43-4a9e-9c39-0d8d8a2f0b11',
    purpose: 'hosting',
    amount: '24',
    paid_on: parisDay(clock.now()),
    means: 'card',
    party: 'Une voisine',
    origin: 'sale',
    into: 'bank',
    out: 'cash',
    paper: '',
    campaign: '',
  },
  'PUT /treasury/drafts/:id': {
    ...{ kind: 'spent', purpose: 'hosting', amount: '24', paid_on: parisDay(clock.now()) },
    ...{ means: 'card', party: 'Une voisine', piece: 'F1', version: 1, without: ['a'.repeat(64)] },
  },
  'DELETE /treasury/drafts/:id': { version: 1 },
  'POST /treasury/drafts/:id/validation': { version: 1 },
  'POST /treasury/drafts/:id/signatures': { version: 1 },
  'POST /treasury/years/:year/closing': {},
  'POST /treasury/entries/:year/:number/counter-entry': { reason: 'Payé deux fois' },
  'POST /payments/:id/sync': {},
  'POST /payment-notices/:id/reading': {},
  'POST /payments/:id/refunds': { amount: '5', reason: 'Payé deux fois', left: '2000' },
  'POST /refunds/:id/signatures': {},
  'POST /refunds/:id/making': { way: 'transfer', made_on: '2026-01-05', reference: 'VIR 12' },
  'POST /refunds/:id/withdrawal': {},
  'POST /settings/bank': {
    holder: 'La Placette',
    iban: 'FR76 3000 6000 0112 3456 7890 189',
    bic: 'AGRIFRPP',
  },
  'POST /settings/bank/signature': { details: 1, iban: 'FR76 3000 6000 0112 3456 7890 189' },
  'POST /by-hand/:ref/receipts': {
    kind: 'transfer',
    amount: '12,50',
    received_on: parisDay(clock.now()),
    note: 'Relevé de mars',
    form_key: '6f1c1a52-7d43-4a9e-9c39-0d8d8a2f0b11',
  },
  'POST /receipts/:id/reversal': { cause: 'mistake' },
  'POST /receipts/:id/confirmation': {},
  'POST /cheque-deposits': {},
  'POST /webhooks/:provider': {},
  'POST /pay/:intentId/attempts': { provider: 'demo' },
  'PUT /me/recurring/:id': { kind: 'amount', amount: '7,50', until: '2030-01-01' },
  'POST /me/recurring/:id/means': {},
  'POST /demo-pay/:ref': { event: 'pay' },
  'POST /membership/renew/:token/orders': { plan: 'yearly', amount: '2000', beyond: 'dues' },
  'POST /membership/join/orders': {
    plan: 'yearly',
    amount: '2000',
    other_amount: '12,50',
    beyond: 'gift',
    instalments: 1,
    also: 'Gwenola',
  },
  'POST /membership/orders/:id/parts': {},
  'POST /membership/surplus/:id/choice': { choice: 'refund' },
  'POST /me/gifts/surplus/:id/choice': { choice: 'refund' },
  'POST /membership/claim': { email: 'g@example.org' },
  'POST /membership/claim/:token': {},
  'POST /membership/resignation': { reason: 'Je pars', sure: '1' },
  'POST /membership/shares/subscriptions': {
    ...{ shares: 2, paying: 'whole', share_cents: 2000, signed_name: 'Fatou', sure: '1' },
  },
  'POST /membership/shares/subscriptions/:id/rest': {},
  'POST /membership/shares/withdrawals': { shares: 1, sure: '1' },
  'POST /treasury/shares/withdrawals/:id/decision': { accepted: 'no', reason: 'Trop tôt' },
  'POST /treasury/shares/withdrawals/:id/repayment': { loss: '0,50', sure: '1' },
  'POST /members': { kind: 'person', name: 'Gwenola', email: 'g@example.org' },
  'POST /members/:id/overrides': { kind: 'exempt', reason: 'Sans ressources', from: '2026-01-01' },
  'DELETE /members/:id/overrides/:overrideId': {},
  'POST /members/:id/renewal-link': {},
  'POST /decide': {
    ...{
      kind: 'election',
      key: 'votes.quorum',
      value: '5',
      title: 'Élire',
      reasons: 'Il le faut.',
    },
    ...{ role: 'moderator', seats: '3', mandate: '1', fr: 'Respect', en: 'Respect', step: 'keep' },
    ...{
      amount: '1 200',
      year: '2026',
      purpose: 'Un four',
      party: 'Forge',
      appropriation: 'reserve',
    },
  },
  'POST /decide/:id/versions': {
    ...{ title: 'Élire', reasons: 'Il le faut.', seats: '2', version: '1', step: 'keep' },
  },
  'POST /mandates/:id/note': { body: 'Les clés sont chez Bastien.' },
  'POST /mandates/:id/return': { sure: '1' },
  'POST /decide/:id/discussion': {},
  'POST /decide/:id/withdrawal': {},
  'POST /decide/:id/supports': {},
  'POST /decide/:id/remarks': { body: 'Bien vu' },
  'POST /decide/:id/amendments': {
    ...{ title: 'Élire', reasons: 'Il le faut.', seats: '2', reason: 'Trop', version: '1' },
    step: 'keep',
  },
  'POST /decide/:id/amendments/:amendmentId/acceptance': {},
  'POST /decide/:id/amendments/:amendmentId/refusal': {},
  'POST /decide/:id/candidacy': { statement: 'Me voici.' },
  'POST /decide/:id/candidacy/withdrawal': {},
  'POST /decide/:id/projects': { title: 'Un four', cost: '600', body: 'À pain' },
  'POST /decide/:id/projects/:projectId/withdrawal': {},
  'POST /decide/:id/answer': { answer: 'Je n’y étais pas.' },
  'POST /decide/:id/registration': { number: 'RCS 1', on: '2026-03-02' },
  'POST /decide/:id/declaration': { on: '2026-03-02' },
  'POST /rules/:key/article': { article: 'Article 4' },
  'POST /decide/remote-clause': { article: 'Article 12' },
  'POST /decide/emergency': {
    ...{ key: 'feed.photos_per_post', value: '3', title: 'Vite', reasons: 'Il le faut.' },
    ...{ days: '3', step: 'keep' },
  },
  'POST /decide/emergency/:id/signatures': {},
  'POST /decide/emergency/:id/withdrawal': {},
  'POST /decide/:id/call': {},
  'POST /decide/:id/ballot': { answer: 'for' },
  'POST /decide/:id/proxies': { holder: '12' },
  'POST /decide/:id/proxies/withdrawal': {},
  'POST /decide/:id/proxies/:proxyId/ballot': { answer: 'for' },
  'POST /decide/:id/second-call': {},
}

const PARAMETERS = [
  '0',
  '-1',
  '999999999999999',
  '9'.repeat(40),
  '1.5',
  'abc',
  '%00',
  '%F0%9F%90%90',
  '%ff',
  "'",
  '..%2f..',
]

async function stage() {
  const fatou = await theFounder(await someoneWith('moderator'))
  const post = await aPost(fatou)
  const comment = await aComment(post, fatou)
  const draft = await aDraft(fatou)
  const invitation = await anInvitation(fatou)
  const request = await aJoinRequest()
  const session = await aSessionOf(fatou)
  const { passkey } = await aPasskey(fatou)
  const photo = await aFreePhoto(fatou)
  const { slug } = await aCampaign()
  const intent = await anIntent({ personId: fatou.id })
  const payment = await aPaymentOf(intent)
  const checkout = await aDemoCheckout()
  const transfer = await aTransferOrder()
  await db.from('organisation').update({ legal_form: 'cooperative' })
  forgetNetwork()
  const { subscription } = await holds(fatou, 5)
  const { draftId, year, number } = await aBookedBill(fatou)
  const booked = `${year}/${number}`
  const solene = await someone('Solène')
  const own = await anElectionDiscussed(fatou, solene)
  const budget = await aBudgetDiscussed(fatou)
  // Fatou amends and supports what others propose.
  const others = await anElectionDiscussed(solene, fatou)
  const cases = await stagedCases(fatou)
  await claimedBy(fatou, cases.waiting, clock.now())
  const ids: Record<string, number> = {
    '/posts/:id': post.id,
    '/comments/:id': comment,
    '/drafts/:id': draft.id,
    '/invitations/:id': invitation.id,
    '/join-requests/:id': request.id,
    '/people/:id': (await someone('Driss')).id,
    '/me/filters/:id': await aWordFilter(fatou),
    '/sessions/:id': session,
    '/passkeys/:id': passkey.id,
    '/payments/:id': payment,
    '/payment-notices/:id': await aNoticeGivenUp(),
    '/receipts/:id': await aCashReceipt(await someone('Solène')),
    '/refunds/:id': await aWaitingRefund(payment, await someone('Solène')),
    '/me/recurring/:id': await aSubscriptionOf(fatou),
    '/membership/shares/subscriptions/:id': subscription.id,
    '/treasury/shares/withdrawals/:id': (await asksBack(fatou, 1)).id,
    '/treasury/gifts/:id': (await aGift()).id,
    '/me/gifts/surplus/:id': (await aGiftSurplus(fatou)).id,
    '/treasury/in-kind/:id': (await aGiftInKind(fatou)).id,
    '/treasury/drafts/:id': draftId,
    '/decide/:id/projects': budget.id,
    '/decide/:id/amendments': others.id,
    '/decide/:id/supports': others.id,
    '/decide/:id/candidacy': others.id,
    '/decide/:id': own.id,
    '/moderation/cases/:id': cases.waiting,
    '/moderation/decisions/:id': cases.decisionId,
    '/moderation/appeals/:id': cases.appealId,
    '/moderation/juries/:id': cases.appealId,
    '/moderation/mine/reports/:id': cases.report,
    '/mandates/:id': (await aMandateOf(fatou, 'coordinator')).id,
  }
  const address = (pattern: string) => {
    const [, id] = Object.entries(ids).find(([start]) => pattern.startsWith(start)) ?? []
    return pattern
      .replace(':id', String(id ?? 1))
      .replace(':year/:number', booked)
      .replace('/rules/:key', '/rules/feed.posts_per_member_per_day')
      .replace(':intentId', intent.id)
      .replace('/by-hand/:ref', `/by-hand/${transfer}`)
      .replace(':ref', checkout)
      .replace(':provider', 'demo')
      .replace(':overrideId', '1')
      .replace(':projectId', String(budget.projectId))
      .replace(':proxyId', '1')
      .replace(':amendmentId', String(own.amendmentId))
      .replace(':photoId', String(photo.id))
      .replace(':slug', slug)
      .replace('reports/:token', `reports/${cases.receipt}`)
      .replace(':token', 'x'.repeat(43))
  }
  return { fatou, address }
}

/** Sends one body, signed in, within the limits of one try; says what is wrong with the answer. */
async function send(
  person: { id: number },
  method: string | undefined,
  path: string,
  sent: { type: string; body: Buffer | string } | null
): Promise<string | null> {
  await db.from('rate_limits').delete()
  const answer = await fetch(`${appUrl}${path}`, {
    method: method ?? 'POST',
    redirect: 'manual',
    headers: {
      'cookie': (await cookieOf(person)) ?? '',
      'sec-fetch-site': 'same-origin',
      ...(sent ? { 'content-type': sent.type } : {}),
    },
    body: sent?.body,
  })
  const text = await answer.text()
  if (answer.status >= 500) return `is answered ${answer.status}`
  if (text.includes('translation missing')) return 'has a sentence missing'
  if (answer.status < 400) return null
  return /<h1[^>]*>\s*[^<\s]|"error":"[^"]/.test(text) ? null : `${answer.status}, no sentence`
}

test.group('Whatever is sent', (group) => {
  ownDatabase(group)

  test('every write of the router is tried', ({ assert }) => {
    const [routes] = Object.values(router.toJSON())
    const writes = (routes ?? []).flatMap(({ methods, pattern }) =>
      methods.filter((one) => !['GET', 'HEAD'].includes(one)).map((one) => `${one} ${pattern}`)
    )
    assert.sameMembers(Object.keys(WRITES), writes)
  })

  test('{$self} answers with a sentence, field by field')
    .with(Object.keys(WRITES).filter((route) => Object.keys(WRITES[route] ?? {}).length > 0))
    .run(async ({ assert }, route) => {
      const [method, pattern = ''] = route.split(' ')
      const { fatou, address } = await stage()
      const faults: string[] = []
      for (const field of Object.keys(WRITES[route] ?? {})) {
        for (const [what, value] of Object.entries(HOSTILE_VALUES)) {
          const body = JSON.stringify({ ...WRITES[route], [field]: value })
          const sent = { type: 'application/json', body }
          const fault = await send(fatou, method, address(pattern), sent)
          if (fault) faults.push(`${field} = ${what} ${fault}`)
        }
      }
      assert.deepEqual(faults, [])
    })

  test('{$self} answers with a sentence to bodies that are none')
    .with(Object.keys(WRITES))
    .run(async ({ assert }, route) => {
      const [method, pattern = ''] = route.split(' ')
      const { fatou, address } = await stage()
      const faults: string[] = []
      for (const sent of HOSTILE_BODIES) {
        const fault = await send(fatou, method, address(pattern), sent)
        if (fault) faults.push(`${sent.what} ${fault}`)
      }
      assert.deepEqual(faults, [])
    })

  test('every address takes any parameter', async ({ assert }) => {
    const [routes] = Object.values(router.toJSON())
    const { fatou } = await stage()
    const faults: string[] = []
    const photo = await send(fatou, 'GET', '/photos/aaaaaaaaaaaaaaaa%00/320.webp', null)
    if (photo) faults.push(`the photo ${photo}`)
    for (const { pattern, methods } of routes ?? []) {
      if (!pattern.includes(':')) continue
      for (const parameter of PARAMETERS) {
        const path = pattern.replace(/:\w+/g, parameter).replace('/:', '/@')
        const fault = await send(fatou, methods[0], path, null)
        if (fault) faults.push(`${methods[0]} ${path} ${fault}`)
      }
    }
    for (const key of ['%00', '%00.x', `${'9'.repeat(300)}.x`, 'a%00b']) {
      for (const path of [
        '/@awa',
        '/join',
        '/sign-in',
        '/feed',
        '/rules',
        '/contact',
        '/',
        '/me',
      ]) {
        const query = ['before', 'invitation', 'next', 'at', 'post', 'back[]', 'name[a]']
        const asked = query.map((name) => `${name}=${key}`).join('&')
        const fault = await send(fatou, 'GET', `${path}?${asked}`, null)
        if (fault) faults.push(`GET ${path} ${key} ${fault}`)
      }
    }
    assert.deepEqual(faults, [])
  })
})

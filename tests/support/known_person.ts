import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { proposeMeasure } from '#governance/emergency/propose_measure'
import { signMeasure } from '#governance/emergency/sign_measure'
import { Mandate } from '#people/mandate'
import { Proposal } from '#governance/proposing/proposal'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { someone, someoneWith } from './cast.js'
import { memberOf } from './dues.js'
import { foundedBy } from './founded_by.js'
import { aBudgetDiscussed, anElectionDiscussed, anExclusionAnswered } from './put_to_the_vote.js'
import {
  aComment,
  aDraft,
  aJoinRequest,
  anInvitation,
  aPhotoOf,
  aPlace,
  aPost,
} from './feed_factory.js'
import { aGift, aGiftInKind } from './gifts.js'
import { knownToModeration } from './moderation/known_to_moderation.js'

const HOUR = 3_600_000

/** Someone of whom every room that keeps something of people keeps something. */
export async function someoneKnownEverywhere() {
  const now = clock.now()
  const later = new Date(now.getTime() + HOUR)
  const [awa, bastien] = [await someone('Awa', { passwordHash: 'x' }), await someone('Bastien')]
  const { id } = awa
  const insert = (table: string, row: object) => db.table(table).insert(row)
  await someone('Chloé', { sponsorId: id })
  const place = await aPlace('Niort')
  await db.from('places').where('id', place.id).update({ added_by_id: id })
  await insert('chosen_places', { person_id: id, place_id: place.id })

  const own = await aPost(awa, { body: 'Tout de moi.' })
  await aPhotoOf(own)
  const other = await aPost(bastien, { body: `Avec @${awa.handle}.` })
  const commented = await aComment(other, awa, 'Je commente.')
  const named = await aComment(own, bastien, `Merci @${awa.handle}.`)
  await aDraft(awa)
  const back = await aDraft(bastien)
  const heldBack = { held_back_by_id: id, held_back_because: 'Trop de publicité.' }
  await db.from('drafts').where('id', back.id).update(heldBack)
  for (const table of ['mentions', 'thanks', 'bookmarks', 'comment_mentions']) {
    await db.from(table).where('person_id', id).delete()
  }
  await insert('mentions', { post_id: other.id, person_id: id })
  await insert('comment_mentions', { comment_id: named, person_id: id })
  await insert('thanks', { post_id: other.id, person_id: id, thanked_at: now })
  await insert('bookmarks', { post_id: other.id, person_id: id, kept_at: now })
  await insert('post_approvals', { post_id: other.id, approver_id: id, approved_at: now })
  await insert('reading_markers', { person_id: id, seq: 1, moved_at: now })
  await insert('feed_tokens', { person_id: id, token_hash: randomBytes(32), made_at: now })

  const told = { kind: 'mentioned', happened_at: now }
  await db.from('notifications').whereIn('person_id', [id, bastien.id]).delete()
  await insert('notifications', { ...told, person_id: id, notification_key: 'a' })
  await insert('notifications', {
    ...{ ...told, person_id: bastien.id, notification_key: 'b', actor_id: id },
    ...{ post_id: other.id, comment_id: commented },
  })
  await insert('outbox_letters', {
    ...{ letter_key: randomBytes(8).toString('hex'), kind: 'welcome', recipient: awa.email },
    ...{ person_id: id, locale: 'fr', subject: 'Bienvenue', text_body: '', html_body: '' },
    enqueued_at: now,
  })

  await insert('sessions', {
    ...{ token_hash: randomBytes(32), person_id: id, started_at: now, expires_at: later },
  })
  await insert('sign_in_links', {
    ...{ token_hash: randomBytes(32), person_id: id, created_at: now, expires_at: later },
  })
  await insert('passkeys', {
    ...{ person_id: id, credential_id: randomBytes(16).toString('hex') },
    ...{ public_key: randomBytes(8), name: 'Téléphone', added_at: now },
  })
  await insert('passkey_challenges', {
    ...{ challenge_hash: randomBytes(32), purpose: 'add', person_id: id, expires_at: later },
  })
  await insert('authenticator_apps', { person_id: id, sealed_secret: 'x', added_at: now })
  await insert('recovery_codes', { person_id: id, code_hash: randomBytes(32), made_at: now })
  await insert('email_changes', {
    ...{ token_hash: randomBytes(32), person_id: id, email: 'autre@example.org' },
    ...{ asked_at: now, expires_at: later },
  })
  const apart = [
    { blocker_id: id, blocked_id: bastien.id, blocked_at: now },
    { blocker_id: bastien.id, blocked_id: id, blocked_at: now },
  ]
  for (const row of apart) await insert('blocks', row)
  for (const [muter, muted] of [
    [id, bastien.id],
    [bastien.id, id],
  ]) {
    await insert('mutes', { muter_id: muter, muted_id: muted, muted_at: now })
  }
  await insert('word_filters', { person_id: id, phrase: 'tourteau', set_at: now })

  const invitation = await anInvitation(awa)
  const [came, waits, asked] = [await aJoinRequest(), await aJoinRequest(), await aJoinRequest()]
  await insert('admissions', { join_request_id: came.id, person_id: id, admitted_at: now })
  await waits.merge({ invitationId: invitation.id }).save()
  await insert('join_approvals', { join_request_id: waits.id, approver_id: id, approved_at: now })
  await insert('join_refusals', {
    ...{ join_request_id: asked.id, refuser_id: id, reason: 'Publicité.', refused_at: now },
  })
  await aGift({ person: awa, publicName: 'Awa', words: 'De ma part.' })
  await aGiftInKind(awa)
  await Mandate.grant({ personId: id, role: 'board', startsAt: now, endsAt: later, at: now })
  await decidesWith(awa, bastien)
  await actsInHaste(awa)
  await knownToModeration(awa)
  // Only from an hour on: whoever is excluded does nothing else.
  await insert('restrictions', {
    ...{ person_id: id, kind: 'excluded', starts_at: later, recorded_at: now },
    decided_by_proposal_id: (await db.from('proposals').firstOrFail()).id,
  })
  return { awa, bastien, own, other, came }
}

/** Puts something to the vote, stands, and is on the roll of what another put to it. */
async function decidesWith(awa: Person, bastien: Person) {
  const now = clock.now()
  const { id } = awa
  const own = await anElectionDiscussed(awa, bastien)
  await aBudgetDiscussed(awa)
  await anExclusionAnswered(bastien, awa)
  const other = await anElectionDiscussed(bastien, awa)
  const member = await memberOf(awa, now)
  await db.transaction(async (transaction) => {
    const insert = (table: string, row: object) => transaction.table(table).insert(row)
    const proposal = await Proposal.findOrFail(own.id, { client: transaction })
    await proposal.remark({ personId: id, body: 'Qui s’y met ?' }, now, transaction)
    await insert('proposal_seconds', { proposal_id: other.id, person_id: id, seconded_at: now })
    await insert('proposal_calls', {
      ...{ proposal_id: other.id, version: 1, majority: 'ordinary', method: 'scottish-stv' },
      ...{ parameters: '{}', secrecy: 'secret', lot_seed: 'a'.repeat(64), options: 0 },
      ...{ called_at: now, record_at: now, opens_at: now },
      closes_at: new Date(now.getTime() + HOUR),
    })
    await insert('voting_roll_lines', {
      ...{ proposal_id: other.id, member_id: member.id, person_id: id, votes: true, reason: '{}' },
    })
  })
}

/** Takes two emergency measures with another member of the board: one proposed, one signed. */
async function actsInHaste({ id }: Person) {
  const now = clock.now()
  const { id: other } = await someoneWith('board', 'Driss')
  if (!(await db.from('organisation').first())) await foundedBy(await someone('Chloé'))
  await db.from('organisation').update({ charter_adopted_at: now })
  const words = { title: 'Vite', reasons: 'Il le faut.', days: 3, value: 7 }
  const measures = [
    { key: 'feed.photos_per_post', personId: id, signer: other },
    { key: 'feed.posts_per_member_per_day', personId: other, signer: id },
  ] as const
  for (const { signer, ...asked } of measures) {
    await db.transaction(async (transaction) => {
      const proposed = await proposeMeasure({ ...words, ...asked }, now, transaction)
      if (!proposed.ok) throw new Error(proposed.refusal)
      const signature = { measureId: proposed.value, personId: signer }
      const signed = await signMeasure(signature, now, transaction)
      if (!signed.ok) throw new Error(signed.refusal)
    })
  }
}

import db from '@adonisjs/lucid/services/db'
import { lodgeAppeal } from '#moderation/appealing/lodge'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { claimedBy, decided, reported } from './cases.js'

/**
 * The cases that the addresses of moderation speak of: one that waits on a stranger's post, one decided
 * against this person and appealed, and a report of theirs that was dismissed.
 */
export async function stagedCases(owner: { id: number }) {
  const at = clock.now()
  const stranger = await someone('Driss')
  const yanis = await someoneWith('moderator', 'Yanis')
  const waiting = await reported(await aPost(stranger), at)
  const own = await reported(await aPost(owner), at, { explanation: 'C’est une publicité.' })
  await claimedBy(yanis, own.caseId, at)
  const { decisionId } = await decided(yanis, own.caseId, { act: 'note', days: null }, at)
  const words = { reasons: 'Ce n’en est pas une.', route: 'person', phrase: '' } as const
  const appeal = await db.transaction((transaction) =>
    lodgeAppeal({ decisionId, reportId: null, ...words }, at, transaction)
  )
  if (!appeal.ok) throw new Error(appeal.refusal)
  const mine = await reported(await aPost(stranger), at, { reporter: { personId: owner.id } })
  await claimedBy(yanis, mine.caseId, at)
  const dismissed = { act: 'dismiss', days: null, ground: null } as const
  await decided(yanis, mine.caseId, dismissed, at)
  return {
    waiting: waiting.caseId,
    decisionId,
    appealId: appeal.value.appealId,
    report: mine.reportId,
    receipt: own.token,
  }
}

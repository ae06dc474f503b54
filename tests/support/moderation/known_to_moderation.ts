import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { lodgeAppeal } from '#moderation/appealing/lodge'
import { review } from '#moderation/appealing/settle'
import { stepAside } from '#moderation/cases/claim'
import { hideAtOnce } from '#moderation/deciding/hide_at_once'
import { setAside, sign } from '#moderation/deciding/sign'
import { clock } from '#shared/clock'
import { aMandateOf, someone, someoneWith } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { claimedBy, decided, reported } from './cases.js'

/** This person was judged, reported, claimed, decided, signed, refused, hid, stepped aside, reviewed and was drawn. */
export async function knownToModeration(person: { id: number }): Promise<void> {
  const at = clock.now()
  const fatou = await someoneWith('moderator', 'Fatou')
  await aMandateOf(person, 'moderator')
  const run = <Done>(work: (transaction: TransactionClientContract) => Promise<Done>) =>
    db.transaction(work)
  const sendToCase = async (author: { id: number }, facts = {}) =>
    (await reported(await aPost(author), at, facts)).caseId

  const judged = await sendToCase(person)
  await claimedBy(fatou, judged, at)
  await decided(fatou, judged, { act: 'note', days: null }, at)
  await sendToCase(await someone('Gaëlle'), { reporter: { personId: person.id } })

  const own = await sendToCase(await someone('Gaëlle'))
  await claimedBy(person, own, at)
  const personId = person.id
  await run((trx) => hideAtOnce({ caseId: own, personId, breach: 'spam' }, at, trx))
  await decided(person, own, { act: 'remove', days: null }, at)

  for (const settled of [sign, setAside]) {
    const theirs = await sendToCase(await someone('Gaëlle'))
    await claimedBy(fatou, theirs, at)
    const { decisionId } = await decided(fatou, theirs, { act: 'pause', days: 30 }, at)
    await run((trx) => settled({ decisionId, personId, reason: 'Non.' }, at, trx))
  }
  const left = await sendToCase(await someone('Gaëlle'))
  await run((trx) => stepAside({ caseId: left, personId }, at, trx))

  const contested = await sendToCase(await someone('Gaëlle'))
  await claimedBy(fatou, contested, at)
  const { decisionId } = await decided(fatou, contested, { act: 'note', days: null }, at)
  const words = { reasons: 'Non.', phrase: 'x' }
  const appeal = await run((trx) =>
    lodgeAppeal({ decisionId, reportId: null, route: 'person', ...words }, at, trx)
  )
  if (!appeal.ok) throw new Error(appeal.refusal)
  const { appealId } = appeal.value
  await run((trx) => review({ appealId, personId, outcome: 'upheld', reasons: 'Vu.' }, at, trx))
  await drawn(person, contested)
}

/** Drawn into a jury: whoever is in its pool may be. */
async function drawn({ id }: { id: number }, caseId: number) {
  const at = clock.now()
  const fatou = await someoneWith('moderator', 'Nadia')
  const author = await someone('Hugo')
  const other = (await reported(await aPost(author), at)).caseId
  await claimedBy(fatou, other, at)
  const { decisionId } = await decided(fatou, other, { act: 'note', days: null }, at)
  await db.transaction(async (transaction) => {
    const insert = (table: string, row: object) => transaction.table(table).insert(row)
    const [{ id: appealId }] = await transaction
      .table('appeals')
      .insert({
        ...{ decision_id: decisionId, reasons: 'Non.', route: 'jury', value: 'a'.repeat(64) },
        lodged_at: at,
      })
      .returning('id')
    await insert('moderation_log', {
      ...{ kind: 'appealed', said: '{}', case_id: caseId, appeal_id: appealId, happened_at: at },
    })
    await insert('juries', {
      ...{ appeal_id: appealId, pool: `{${id}}`, size: 1, asked: 1, sources: '{}', drawn_at: at },
    })
    await insert('jurors', { appeal_id: appealId, person_id: id, called_at: at })
  })
}

import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import { bookInTransaction } from '#rulebook/rule_book'
import { commit, revealed } from '#shared/lots/commit_reveal'
import type { Source } from '#shared/lots/sources'
import { tell } from '#shared/wiring/events'
import { circumstances } from '../cases/circumstances.js'
import { NETWORK } from '../deciding/issue.js'
import type { DecisionRead } from '../deciding/read_decision.js'
import { writeLog } from '../log/write_log.js'
import { freeOfConflict } from '../procedure/conflict.js'
import { drawJury } from '../procedure/jury.js'
import { juryOf } from '../procedure/ladder.js'

const APPELLANT = 'appellant'

/** Active members who may judge, in the order of their accounts, and how many the rule asks. */
export async function juryPool(
  { caseId, decidedById, signerIds }: Pick<DecisionRead, 'caseId' | 'decidedById' | 'signerIds'>,
  at: Date,
  transaction: TransactionClientContract
): Promise<{ pool: number[]; asked: number }> {
  const members = (await possibleVoters(at, transaction)).filter(({ voice }) => voice.votes)
  const people = members.flatMap(({ personId }) => personId ?? [])
  const { parties, ties } = await circumstances(caseId, transaction)
  const pool = freeOfConflict(people, parties, ties)
    .filter((personId) => personId !== decidedById && !signerIds.includes(personId))
    .toSorted((one, other) => one - other)
  const book = await bookInTransaction(transaction, at)
  return { pool, asked: juryOf(book.value('moderation.jury_size'), members.length) }
}

/**
 * Draws a jury when an appeal asks for one: the network shows the value that it bound itself to when the
 * decision was issued, the appellant brought theirs after; neither could choose.
 */
export async function callJury(
  { appealId, decision }: { appealId: number; decision: DecisionRead },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const { pool, asked } = await juryPool(decision, at, transaction)
  const { sources, shown } = await sourcesOf(appealId, transaction)
  const drawn = drawJury(calledWith(pool, asked, []), sources)
  if (!drawn) throw new Error(`No jury can be drawn for appeal ${appealId}`)
  await transaction.table('juries').insert({
    ...{ appeal_id: appealId, pool: `{${pool.join()}}`, size: drawn.jurors.length, asked },
    ...{ sources: JSON.stringify(shown), drawn_at: at },
  })
  await callAll(appealId, drawn.jurors, at, transaction)
  const said = {
    ...{ case: decision.caseNumber, decision: decision.number, method: 'rfc3797' },
    ...{ pool: pool.length, pool_hash: drawn.drawing.poolHash, jurors: drawn.jurors.length, asked },
    ...{ short: drawn.short, network: shown.network, appellant: shown.appellant },
  }
  const line = { kind: 'jury_drawn', said, caseId: decision.caseId, appealId } as const
  await writeLog(line, at, transaction)
}

/** The next of the same sequence take the places of those who declined; false when the pool is used up. */
export async function replaceJurors(
  appealId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const found = await transaction.rawQuery(
    'select size, to_json(pool) as pool from juries where appeal_id = ?',
    [appealId]
  )
  const [jury] = found.rows as { size: number; pool: number[] }[]
  if (!jury) throw new Error(`Appeal ${appealId} has no jury`)
  const called = await transaction.from('jurors').where('appeal_id', appealId).select('person_id')
  const gone = await transaction
    .from('juror_declines')
    .where('appeal_id', appealId)
    .select('person_id')
  const ids = (rows: { person_id: number }[]) => rows.map(({ person_id: id }) => id)
  const { sources } = await sourcesOf(appealId, transaction)
  const drawn = drawJury(calledWith(jury.pool, jury.size, ids(gone)), sources)
  const fresh = (drawn?.jurors ?? []).filter((personId) => !ids(called).includes(personId))
  await callAll(appealId, fresh, at, transaction)
  return ids(called).length + fresh.length - ids(gone).length >= jury.size
}

const calledWith = (pool: readonly number[], size: number, declined: number[]) => ({
  ...{ members: pool, size, declined, signers: [] },
  // The pool was already freed of conflicts when it was frozen.
  parties: { authorId: 0, reporterIds: [] },
  ties: { sponsorships: [], blocks: [], steppedAside: [] },
})

async function sourcesOf(
  appealId: number,
  transaction: TransactionClientContract
): Promise<{ sources: Source[]; shown: { network: string; appellant: string } }> {
  const row = await transaction
    .from('appeals')
    .join('decision_lots', 'decision_lots.decision_id', 'appeals.decision_id')
    .where('appeals.id', appealId)
    .select('appeals.value', 'decision_lots.commitment', 'decision_lots.sealed_value')
    .firstOrFail()
  const network = encryption.decrypt<string>(row.sealed_value)
  if (network === null) throw new Error(`The lot of appeal ${appealId} has another key`)
  const own = { by: APPELLANT, value: row.value as string }
  const commitments = [{ by: NETWORK, hash: row.commitment as string }, commit(own)].map((one) => ({
    by: one.by,
    hash: one.hash,
  }))
  const shown = revealed(commitments, [{ by: NETWORK, value: network }, own])
  if (!shown.ok)
    throw new Error(`The lot of appeal ${appealId} does not open: ${shown.refusal.cause}`)
  return { sources: shown.value, shown: { network, appellant: own.value } }
}

async function callAll(
  appealId: number,
  people: readonly number[],
  at: Date,
  transaction: TransactionClientContract
) {
  for (const personId of people) {
    await transaction
      .table('jurors')
      .insert({ appeal_id: appealId, person_id: personId, called_at: at })
    await tell({ name: 'moderation.juror_called', at, appealId, personId }, transaction)
  }
}

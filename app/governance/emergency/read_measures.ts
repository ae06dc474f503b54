import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isRuleKey, type RuleKey } from '#rulebook/declarations'
import { prepared } from '#shared/prepared'
import { DAYS_TO_SIGN } from './emergency.js'

/** How far a measure has come. */
export type MeasureStage = 'waiting' | 'withdrawn' | 'lapsed' | 'running' | 'over'

/** An emergency measure as it stands. */
export interface MeasureRead {
  id: number
  key: RuleKey
  value: unknown
  title: string
  reasons: string
  days: number
  proposedById: number
  proposedBy: string
  proposedAt: Date
  withdrawnAt: Date | null
  signedBy: string | null
  signedAt: Date | null
  endsAt: Date | null
  /** The vote that asks the members, and how it ended; null before. */
  proposalId: number | null
  adopted: boolean | null
  stage: MeasureStage
}

const COLUMNS = `select m.id, m.rule_key as key, m.value, m.title, m.reasons, m.days,
      m.proposed_by_id as "proposedById", p.name as "proposedBy", m.proposed_at as "proposedAt",
      w.withdrawn_at as "withdrawnAt", b.name as "signedBy", s.signed_at as "signedAt", s.ends_at as "endsAt",
      s.proposal_id as "proposalId", r.adopted
    from emergency_measures m join people p on p.id = m.proposed_by_id
      left join emergency_measure_withdrawals w on w.measure_id = m.id
      left join emergency_measure_signatures s on s.measure_id = m.id
      left join people b on b.id = s.signed_by_id
      left join proposal_results r on r.proposal_id = s.proposal_id`

const ALL = { name: 'governance.measures', text: `${COLUMNS} order by m.id desc limit 200` }
const ONE = { name: 'governance.measure', text: `${COLUMNS} where m.id = $1` }
const RUNNING = {
  name: 'governance.measures_running',
  text: `${COLUMNS} where s.signed_at <= $1 and s.ends_at > $1 order by s.ends_at, m.id`,
}

type Row = Omit<MeasureRead, 'stage'>

/** Every measure ever proposed, the latest first. */
export const readMeasures = async (now: Date, transaction?: TransactionClientContract) =>
  staged(await prepared<Row>(ALL, [], transaction), now)

/** One measure; null when there is none. */
export async function readMeasure(
  id: number,
  now: Date,
  transaction?: TransactionClientContract
): Promise<MeasureRead | null> {
  const [measure] = staged(await prepared<Row>(ONE, [id], transaction), now)
  return measure ?? null
}

/** The measures under which the network lives at an instant, the first to end first. */
export const measuresRunning = async (now: Date) => staged(await prepared<Row>(RUNNING, [now]), now)

/** Holds a measure until the transaction ends, as the database does: signed or withdrawn, once. */
export async function holdMeasure(id: number, transaction: TransactionClientContract) {
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtextextended('measure', ?))`, [id])
}

const staged = (rows: Row[], now: Date): MeasureRead[] =>
  rows.filter(({ key }) => isRuleKey(key)).map((row) => ({ ...row, stage: stageAt(row, now) }))

function stageAt({ withdrawnAt, endsAt, proposedAt }: Row, now: Date): MeasureStage {
  if (withdrawnAt) return 'withdrawn'
  if (endsAt) return endsAt > now ? 'running' : 'over'
  return now.getTime() - proposedAt.getTime() < DAYS_TO_SIGN * 86_400_000 ? 'waiting' : 'lapsed'
}

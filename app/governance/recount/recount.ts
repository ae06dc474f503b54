import { done, type Result } from '#shared/result'
import { readBlt } from '../files/blt.js'
import { readPabulib } from '../files/pabulib.js'
import { ballotsOfPabulib } from '../files/pabulib_ballots.js'
import type { FileFault, Read } from '../files/file_fault.js'
import type { BudgetBallots } from '../methods/budget_ballots.js'
import { countApproval, type ApprovalParameters } from '../methods/approval.js'
import { countConsent, type ConsentAnswers, type ConsentParameters } from '../methods/consent.js'
import {
  countEqualShares,
  type EqualSharesParameters,
} from '../methods/equal_shares/equal_shares.js'
import { countIrv, type IrvParameters } from '../methods/irv.js'
import {
  countMajorityJudgment,
  type MajorityJudgmentParameters,
} from '../methods/majority_judgment/majority_judgment.js'
import { countMotion } from '../methods/motion/motion.js'
import type { MotionBallots } from '../methods/motion/motion_ballots.js'
import type { MotionParameters } from '../methods/motion/motion_parameters.js'
import type { EliminationTranscript } from '../methods/ranked/count_stages.js'
import type { RankedBallots } from '../methods/ranked_ballots.js'
import { countSchulze, type SchulzeParameters } from '../methods/schulze/schulze.js'
import type { ApprovalBallots, GradedBallots } from '../methods/score_ballots.js'
import { countMeekStv, type MeekStvParameters } from '../methods/stv/meek_stv.js'
import { countScottishStv, type ScottishStvParameters } from '../methods/stv/scottish_stv.js'
import type { AnyCount } from './any_count.js'

type Elimination =
  | { method: 'scottish-stv'; parameters: ScottishStvParameters }
  | { method: 'meek-stv'; parameters: MeekStvParameters }
  | { method: 'irv'; parameters: IrvParameters }

/** Ranked papers as this house holds them, or as a BLT file. */
type Ranked = { ballots: RankedBallots } | { format: 'blt'; file: string }

/** Budget papers as this house holds them, or as a pabulib file. */
type Budget = { ballots: BudgetBallots } | { format: 'pabulib'; file: string }

/** Ballots as they are published for anyone to count again, with all that the vote declared. */
export type PublishedBallots =
  | (Ranked & Elimination)
  | (Ranked & { method: 'schulze'; parameters: SchulzeParameters })
  | (Budget & { method: 'equal-shares'; parameters: EqualSharesParameters })
  | { method: 'majority-judgment'; ballots: GradedBallots; parameters: MajorityJudgmentParameters }
  | { method: 'approval'; ballots: ApprovalBallots; parameters: ApprovalParameters }
  | { method: 'motion'; ballots: MotionBallots; parameters: MotionParameters }
  | { method: 'consent'; ballots: ConsentAnswers; parameters: ConsentParameters }

/** Counts what was published; the same code runs in Node and in a browser. */
export function recount(published: PublishedBallots): Result<AnyCount, FileFault> {
  switch (published.method) {
    case 'scottish-stv':
    case 'meek-stv':
    case 'irv':
      return mapped(rankedOf(published), (ballots) => ({
        kind: 'elimination',
        transcript: byElimination(ballots, published),
      }))
    case 'schulze': {
      const { parameters } = published
      return mapped(rankedOf(published), (ballots) => ({
        kind: 'duels',
        transcript: countSchulze(ballots, parameters),
      }))
    }
    case 'equal-shares': {
      const { parameters } = published
      return mapped(budgetOf(published), (ballots) => ({
        kind: 'budget',
        transcript: countEqualShares(ballots, parameters),
      }))
    }
    case 'majority-judgment': {
      const { ballots, parameters } = published
      return done({ kind: 'merit', transcript: countMajorityJudgment(ballots, parameters) })
    }
    case 'approval': {
      const { ballots, parameters } = published
      return done({ kind: 'approval', transcript: countApproval(ballots, parameters) })
    }
    case 'motion': {
      const { ballots, parameters } = published
      return done({ kind: 'motion', transcript: countMotion(ballots, parameters) })
    }
    case 'consent': {
      const { ballots, parameters } = published
      return done({ kind: 'consent', transcript: countConsent(ballots, parameters) })
    }
  }
}

const rankedOf = (published: Ranked): Read<RankedBallots> =>
  'ballots' in published ? done(published.ballots) : readBlt(published.file)

function budgetOf(published: Budget): Read<BudgetBallots> {
  if ('ballots' in published) return done(published.ballots)
  const read = readPabulib(published.file)
  return read.ok ? done(ballotsOfPabulib(read.value)) : read
}

function byElimination(ballots: RankedBallots, vote: Elimination): EliminationTranscript {
  if (vote.method === 'irv') return countIrv(ballots, vote.parameters)
  if (vote.method === 'meek-stv') return countMeekStv(ballots, vote.parameters)
  return countScottishStv(ballots, vote.parameters)
}

function mapped<Ballots>(
  read: Read<Ballots>,
  count: (ballots: Ballots) => AnyCount
): Result<AnyCount, FileFault> {
  return read.ok ? done(count(read.value)) : read
}

import type { ApprovalTranscript } from '../methods/approval.js'
import type { ConsentTranscript } from '../methods/consent.js'
import type { EqualSharesTranscript } from '../methods/equal_shares/equal_shares.js'
import type { MajorityJudgmentTranscript } from '../methods/majority_judgment/majority_judgment.js'
import type { MotionTranscript } from '../methods/motion/motion.js'
import type { EliminationTranscript } from '../methods/ranked/count_stages.js'
import type { SchulzeTranscript } from '../methods/schulze/schulze.js'

/** A count of any method, told apart by the kind of its transcript. */
export type AnyCount =
  | { kind: 'elimination'; transcript: EliminationTranscript }
  | { kind: 'duels'; transcript: SchulzeTranscript }
  | { kind: 'merit'; transcript: MajorityJudgmentTranscript }
  | { kind: 'approval'; transcript: ApprovalTranscript }
  | { kind: 'budget'; transcript: EqualSharesTranscript }
  | { kind: 'motion'; transcript: MotionTranscript }
  | { kind: 'consent'; transcript: ConsentTranscript }

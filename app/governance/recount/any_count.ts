import type { ConsentTranscript } from '../methods/consent.js'
import type { MotionTranscript } from '../methods/motion/motion.js'
import type { EliminationTranscript } from '../methods/ranked/count_stages.js'

/** A count of any method, told apart by the kind of its transcript. */
export type AnyCount =
  | { kind: 'elimination'; transcript: EliminationTranscript }
  | { kind: 'motion'; transcript: MotionTranscript }
  | { kind: 'consent'; transcript: ConsentTranscript }

/** What a ballot of a motion may say; four of them are neither for nor against, and never added up. */
export const ANSWERS = ['for', 'against', 'abstention', 'blank', 'block', 'invalid'] as const

export type Answer = (typeof ANSWERS)[number]

/** Identical ballots of a motion; `college` names one of the vote's colleges, null where it has none. */
export interface MotionPapers {
  papers: number
  answer: Answer
  college: string | null
}

/** What a motion is counted from. */
export interface MotionBallots {
  title: string
  papers: readonly MotionPapers[]
}

/** How many ballots say what. */
export type Answers = Record<Answer, number>

/** Adds up ballots, in a college or in all; throws when there are more than numbers can count. */
export function answersOf({ papers }: MotionBallots, college?: string): Answers {
  const sums: Answers = { for: 0, against: 0, abstention: 0, blank: 0, block: 0, invalid: 0 }
  for (const paper of papers) {
    if (college !== undefined && paper.college !== college) continue
    sums[paper.answer] += paper.papers
  }
  if (!Number.isSafeInteger(castIn(sums))) throw new Error('More papers than numbers can count')
  return sums
}

/** All ballots cast, whatever they say. */
export const castIn = (answers: Answers): number =>
  ANSWERS.reduce((sum, answer) => sum + answers[answer], 0)

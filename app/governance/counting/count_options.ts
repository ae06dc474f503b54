/** What whoever counts may say beside the file, by the names that `ballots:count` gives them. */
export const OPTION_NAMES = [
  'seats',
  'lot-order',
  'overvote',
  'empty-rank',
  'unranked',
  'status-quo',
  'grades',
  'missing',
  'blank',
  'floor',
  'budget',
  'completion',
  'utility',
  'increment',
  'fill',
  'members',
  'roll',
  'quorum',
  'abstentions',
  'base',
  'threshold',
  'tie',
  'article',
  'ballot',
  'blocks',
  'colleges',
  'college-rule',
  'empty-college',
] as const

export type OptionName = (typeof OPTION_NAMES)[number]

/** Options as they were written; of `roll`, the text of the file. */
export type CountOptions = Partial<Record<OptionName, string>>

/**
 * The words of the EU's database of statements of reasons (Regulation (EU) 2022/2065, art. 17 and
 * 24(5)), each without its prefix where all of a list share one.
 */
const prefixed = <Prefix extends string, Word extends string>(
  prefix: Prefix,
  words: readonly Word[]
) => words.map((word) => `${prefix}_${word}` as const)

export const VISIBILITY_DECISIONS = [
  ...prefixed('DECISION_VISIBILITY', [
    'CONTENT_REMOVED',
    'CONTENT_DISABLED',
    'CONTENT_DEMOTED',
    'CONTENT_AGE_RESTRICTED',
    'CONTENT_INTERACTION_RESTRICTED',
    'CONTENT_LABELLED',
    'OTHER',
  ]),
]

export const MONETARY_DECISIONS = [
  ...prefixed('DECISION_MONETARY', ['SUSPENSION', 'TERMINATION', 'OTHER']),
]

export const PROVISION_DECISIONS = [
  ...prefixed('DECISION_PROVISION', [
    'PARTIAL_SUSPENSION',
    'TOTAL_SUSPENSION',
    'PARTIAL_TERMINATION',
    'TOTAL_TERMINATION',
  ]),
]

export const ACCOUNT_DECISIONS = [...prefixed('DECISION_ACCOUNT', ['SUSPENDED', 'TERMINATED'])]

export const ACCOUNT_TYPES = [...prefixed('ACCOUNT_TYPE', ['BUSINESS', 'PRIVATE'])]

export const GROUNDS = [...prefixed('DECISION_GROUND', ['ILLEGAL_CONTENT', 'INCOMPATIBLE_CONTENT'])]

export const SOURCES = [
  'SOURCE_ARTICLE_16',
  'SOURCE_TRUSTED_FLAGGER',
  'SOURCE_TYPE_OTHER_NOTIFICATION',
  'SOURCE_VOLUNTARY',
] as const

export const AUTOMATED_DECISIONS = [
  ...prefixed('AUTOMATED_DECISION', ['FULLY', 'PARTIALLY', 'NOT_AUTOMATED']),
]

export const CONTENT_TYPES = [
  ...prefixed('CONTENT_TYPE', [
    'APP',
    'AUDIO',
    'IMAGE',
    'PRODUCT',
    'SYNTHETIC_MEDIA',
    'TEXT',
    'VIDEO',
    'OTHER',
  ]),
]

export const CATEGORIES = [
  ...prefixed('STATEMENT_CATEGORY', [
    'ANIMAL_WELFARE',
    'CONSUMER_INFORMATION',
    'CYBER_VIOLENCE',
    'CYBER_VIOLENCE_AGAINST_WOMEN',
    'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
    'ILLEGAL_OR_HARMFUL_SPEECH',
    'INTELLECTUAL_PROPERTY_INFRINGEMENTS',
    'NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
    'NOT_SPECIFIED_NOTICE',
    'OTHER_VIOLATION_TC',
    'PROTECTION_OF_MINORS',
    'RISK_FOR_PUBLIC_SECURITY',
    'SCAMS_AND_FRAUD',
    'SELF_HARM',
    'UNSAFE_AND_PROHIBITED_PRODUCTS',
    'VIOLENCE',
  ]),
]

/** The thirty states of the European Economic Area, by their two letters. */
export const TERRITORIES = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE'],
  ...['IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
]

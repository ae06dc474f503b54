import type { Majority } from '#rulebook/rule'
import type { Method } from './methods/transcript.js'

/** What can be put to the vote, in the order in which one chooses. */
export const KINDS = [
  'rule_change',
  'charter',
  'name',
  'legal_form',
  'drafts',
  'election',
  'recall',
  'exclusion',
  'budget',
  'spend',
  'year_closing',
  'consultation',
  'emergency_ratification',
] as const

export type Kind = (typeof KINDS)[number]

/** How a kind of proposal lives; what depends on the payload or on a rule is left to the call. */
export interface KindOfProposal {
  /** Null: the rule that would change says which. */
  majority: Majority | null
  /** Null: the rule of the mandate, or what is asked, says which. */
  method: Method | null
  secrecy: 'open' | 'secret'
  /** Who must support it before it is put to the vote. */
  support: 'seconders' | 'petition' | 'none'
  /** Whether voters choose among people who stand. */
  candidates: boolean
  /** Whether it may be put to the vote while no charter is adopted. */
  founding: boolean
}

/** The kinds, with what the design fixes of each. */
export const PROPOSALS: Record<Kind, KindOfProposal> = {
  rule_change: {
    majority: null,
    method: 'motion',
    secrecy: 'open',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  charter: {
    majority: 'extraordinary',
    method: 'motion',
    secrecy: 'open',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  name: {
    majority: 'ordinary',
    method: 'majority-judgment',
    secrecy: 'secret',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  legal_form: {
    majority: 'extraordinary',
    method: 'motion',
    secrecy: 'open',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  drafts: {
    majority: null,
    method: 'schulze',
    secrecy: 'open',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  election: {
    majority: 'ordinary',
    method: null,
    secrecy: 'secret',
    support: 'seconders',
    candidates: true,
    founding: true,
  },
  recall: {
    majority: 'ordinary',
    method: 'motion',
    secrecy: 'secret',
    support: 'petition',
    candidates: false,
    founding: false,
  },
  exclusion: {
    majority: 'extraordinary',
    method: 'motion',
    secrecy: 'secret',
    support: 'petition',
    candidates: false,
    founding: false,
  },
  budget: {
    majority: 'ordinary',
    method: 'equal-shares',
    secrecy: 'open',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  spend: {
    majority: 'ordinary',
    method: 'motion',
    secrecy: 'open',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  year_closing: {
    majority: 'ordinary',
    method: 'motion',
    secrecy: 'open',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  consultation: {
    majority: 'ordinary',
    method: null,
    secrecy: 'secret',
    support: 'seconders',
    candidates: false,
    founding: true,
  },
  emergency_ratification: {
    majority: null,
    method: 'motion',
    secrecy: 'open',
    support: 'none',
    candidates: false,
    founding: false,
  },
}

/** The kinds that a person may propose; a measure brings its ratification with it. */
export const PROPOSABLE = KINDS.filter((kind) => kind !== 'emergency_ratification')

/** Whether a text names a kind that a person may propose. */
export const isProposable = (text: string): text is Kind =>
  (PROPOSABLE as readonly string[]).includes(text)

import type { Kind } from '../kinds.js'
import { PROPOSALS } from '../kinds.js'
import type { Stage } from '../proposing/stage_of.js'
import type { Reader } from './reader.js'

/** What a person may want to do to a proposal. */
export const ACTS = [
  'rewrite',
  'publish',
  'withdraw',
  'support',
  'remark',
  'amend',
  'answer',
  'stand',
  'stand_down',
  'put_forward',
  'take_back',
  'answer_exclusion',
  'call',
] as const

export type Act = (typeof ACTS)[number]

/** Whether a person may do it: it may not be theirs to do, or not the time. */
export type Permission = 'may' | 'not_theirs' | 'not_now'

/** What matters of a proposal, and how the person stands to it. */
export interface Relation {
  kind: Kind
  stage: Stage
  authorId: number | null
  /** Whether it would exclude them. */
  concerned: boolean
  /** Whether they support it already. */
  supports: boolean
  /** Whether they stand as a candidate, and whether they ever did: a candidacy taken back stays so. */
  stands: boolean
  stood: boolean
}

const NOW: Record<Act, readonly Stage[]> = {
  rewrite: ['draft', 'discussion'],
  publish: ['draft'],
  withdraw: ['draft', 'discussion'],
  support: ['discussion'],
  remark: ['discussion', 'called', 'open'],
  amend: ['discussion'],
  answer: ['discussion'],
  stand: ['discussion'],
  stand_down: ['discussion'],
  put_forward: ['draft', 'discussion'],
  take_back: ['draft', 'discussion'],
  answer_exclusion: ['discussion'],
  call: ['discussion'],
}

/** Whether this person may do that to a proposal as it stands; supporters still missing aside. */
export function permission(act: Act, relation: Relation, reader: Reader): Permission {
  if (!isTheirs(act, relation, reader)) return 'not_theirs'
  if (!NOW[act].includes(relation.stage)) return 'not_now'
  if (act === 'support') return relation.supports ? 'not_now' : 'may'
  if (act === 'stand') return relation.stood ? 'not_now' : 'may'
  return 'may'
}

function isTheirs(act: Act, relation: Relation, reader: Reader): boolean {
  const own = relation.authorId === reader.personId
  switch (act) {
    case 'rewrite':
    case 'publish':
    case 'answer':
      return own && reader.belongs
    case 'withdraw':
      return own
    case 'support':
      return !own && reader.belongs && reader.memberId !== null
    case 'amend':
      return !own && reader.belongs
    case 'remark':
      return reader.belongs
    case 'stand':
      return PROPOSALS[relation.kind].candidates && reader.belongs && reader.memberId !== null
    case 'stand_down':
      return relation.stands
    case 'put_forward':
    case 'take_back':
      return relation.kind === 'budget' && reader.belongs
    case 'answer_exclusion':
      return relation.concerned
    case 'call':
      return (own && reader.belongs) || reader.convenes
  }
}

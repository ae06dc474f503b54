import type { Plain } from './canonical.js'
import { peopleNeeded, type Quorum } from './motion/motion_parameters.js'
import type { Stage, TranscriptWith } from './transcript.js'

/** Grows when the same answers could give another transcript. */
export const CONSENT_VERSION = 1

/** What became of an objection; only an open one stops the decision. */
export const OBJECTION_STATES = ['open', 'integrated', 'withdrawn', 'ruled_out'] as const
export type ObjectionState = (typeof OBJECTION_STATES)[number]

/** An objection is named and has its reason: it is worked with, not counted. */
export type Objection = {
  number: number
  by: string
  reason: string
  state: ObjectionState
  /** The version of the text that it was made to. */
  textVersion: number
}

/** People who gave the same answer to the same version of the text. */
export interface ConsentPapers {
  papers: number
  answer: 'consent' | 'abstention'
  textVersion: number
}

export interface ConsentAnswers {
  title: string
  /** The version put to the group last. */
  textVersion: number
  papers: readonly ConsentPapers[]
  objections: readonly Objection[]
}

export interface ConsentParameters {
  /** People of the group; null when nobody says, and then there is no quorum. */
  members: number | null
  quorum: Quorum | null
}

export type ConsentTranscript = TranscriptWith<{
  outcome: 'adopted' | 'objected' | 'no_quorum'
  adopted: boolean
  objections: readonly Objection[]
  /** Consents to an earlier version of the text, which count no more. */
  outdated: number
}>

/**
 * Decides by consent: adopted when no objection is open at the close and the quorum is met. A new
 * version of the text asks everyone again; an open objection to an earlier version stays open until it
 * is integrated, withdrawn or ruled out by the group. There is no tie. An objection is its author's
 * answer: whoever objects is counted there, and not among those who consent. Throws on a quorum of nobody
 * knows how many, and on more people than the group has.
 */
export function countConsent(
  answers: ConsentAnswers,
  { members, quorum }: ConsentParameters
): ConsentTranscript {
  const { textVersion, objections } = answers
  const { consents, abstention, objectors, outdated, cast } = answersIn(answers)
  const open = objections.filter(({ state }) => state === 'open')
  if (quorum && members === null) throw new Error('A quorum of nobody knows how many')
  if (members !== null && cast > members) throw new Error(`${cast} answers of ${members} members`)
  const present = quorum && !quorum.abstentions ? cast - abstention : cast
  const stages: Stage[] = []
  const say = (action: string, details: Record<string, Plain>) =>
    void stages.push({ n: stages.length + 1, action, ...details, elected: [], excluded: [] })

  say('answers', { consents, abstention, outdated, textVersion })
  const needed = quorum ? peopleNeeded(quorum, members ?? 0) : 0
  if (quorum) say('quorum', { needed, present, members, reached: present >= needed })
  say('objections', {
    open: open.length,
    answered: objections.length - open.length,
    by: objectors.toSorted(),
  })
  const outcome = present < needed ? 'no_quorum' : open.length > 0 ? 'objected' : 'adopted'
  say(outcome, {})
  return {
    method: 'consent',
    version: CONSENT_VERSION,
    parameters: { members, quorum: quorum && { ...quorum } },
    candidates: [],
    seats: 0,
    ballots: { cast, valid: cast - abstention, blank: 0, abstention, invalid: 0 },
    stages,
    winners: [],
    tied: [],
    outcome,
    adopted: outcome === 'adopted',
    objections: objections.toSorted((one, other) => one.number - other.number),
    outdated,
  }
}

/** Who answered what to the last version of the text, and how many in all, in people. */
export function answersIn({ textVersion, papers, objections }: ConsentAnswers) {
  const sum = (chosen: readonly ConsentPapers[]) =>
    chosen.reduce((total, { papers: count }) => total + count, 0)
  const current = papers.filter((paper) => paper.textVersion === textVersion)
  const consents = sum(current.filter(({ answer }) => answer === 'consent'))
  const open = objections.filter(({ state }) => state === 'open')
  const objectors = [...new Set(open.map(({ by }) => by))]
  return {
    ...{ consents, objectors },
    abstention: sum(current) - consents,
    outdated: sum(papers) - sum(current),
    cast: sum(current) + objectors.length,
  }
}

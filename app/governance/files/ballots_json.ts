import { type ConsentAnswers, OBJECTION_STATES } from '../methods/consent.js'
import { ANSWERS, type MotionBallots } from '../methods/motion/motion_ballots.js'
import type { Candidate } from '../methods/candidate.js'
import type { RankedBallots } from '../methods/ranked_ballots.js'
import type { ApprovalBallots, GradedBallots } from '../methods/score_ballots.js'
import type { Read } from './file_fault.js'
import { type JsonValue, readJson } from './json_value.js'
import { MOST_CANDIDATES, MOST_GROUPS } from './limits.js'

/** Ballots of any kind but those of a budget, which have a format of their own. */
export type Ballots =
  | { kind: 'ranked'; ballots: RankedBallots }
  | { kind: 'graded'; ballots: GradedBallots }
  | { kind: 'approval'; ballots: ApprovalBallots }
  | { kind: 'motion'; ballots: MotionBallots }
  | { kind: 'consent'; ballots: ConsentAnswers }

const KINDS = ['ranked', 'graded', 'approval', 'motion', 'consent'] as const
const MOST_GRADES = 100
const MOST_OBJECTIONS = 10_000

/**
 * Reads ballots written as JSON: one object with `kind`, `title`, `papers`, and what its kind needs.
 * Each of the `papers` stands for as many identical ones as its own `papers` says.
 *
 * - `ranked`: `candidates`, `seats`, `withdrawn` (numbers); papers have `ranks`, best first, each a list
 *   of numbers, empty where a rank was left empty;
 * - `graded`: `candidates`, `grades` (names, worst first); papers have `grades`, for each candidate in
 *   order the place of its grade from 0 (worst), or null;
 * - `approval`: `candidates`, `seats`; papers have `approved`, a list of numbers;
 * - `motion`: papers have `answer` (`for`, `against`, `abstention`, `blank`, `block` or `invalid`) and
 *   `college` (a name or null);
 * - `consent`: `textVersion`, `objections` (each with `number`, `by`, `reason`, `state`, `textVersion`);
 *   papers have `answer` (`consent` or `abstention`) and `textVersion`.
 *
 * Candidates are names, or objects with `name` and `id`; they are numbered from 1 in their order. Any
 * other member, one that is missing, twice there or of another type is a fault.
 */
export const readBallotsJson = (text: string): Read<Ballots> =>
  readJson(text, (root): Ballots => {
    const kind = root.member('kind').oneOf(KINDS)
    switch (kind) {
      case 'ranked':
        return { kind, ballots: ranked(root) }
      case 'graded':
        return { kind, ballots: graded(root) }
      case 'approval':
        return { kind, ballots: approval(root) }
      case 'motion':
        return { kind, ballots: motion(root) }
      case 'consent':
        return { kind, ballots: consent(root) }
    }
  })

function ranked(root: JsonValue): RankedBallots {
  const all = root.members('kind', 'title', 'candidates', 'seats', 'withdrawn', 'papers')
  const candidates = candidatesIn(all.candidates)
  const withdrawn = all.withdrawn.list(MOST_CANDIDATES)
  return {
    ...titleAndSeats(all),
    candidates,
    withdrawn: withdrawn.map((number) => number.whole(1, candidates.length)),
    papers: papersIn(all.papers, ['ranks'], ({ ranks }) => ({
      ranks: ranks.list(MOST_CANDIDATES).map(numbersIn),
    })),
  }
}

function graded(root: JsonValue): GradedBallots {
  const all = root.members('kind', 'title', 'candidates', 'grades', 'papers')
  const candidates = candidatesIn(all.candidates)
  const grades = all.grades.list(MOST_GRADES).map((grade) => grade.text(1))
  if (grades.length < 2) return all.grades.refuse('longer')
  return {
    title: all.title.text(),
    candidates,
    grades,
    papers: papersIn(all.papers, ['grades'], (paper) => {
      const given = paper.grades.list(MOST_CANDIDATES)
      if (given.length !== candidates.length) return paper.grades.refuse('one_each')
      const last = grades.length - 1
      return { grades: given.map((grade) => (grade.isNull ? null : grade.whole(0, last))) }
    }),
  }
}

function approval(root: JsonValue): ApprovalBallots {
  const all = root.members('kind', 'title', 'candidates', 'seats', 'papers')
  return {
    ...titleAndSeats(all),
    candidates: candidatesIn(all.candidates),
    papers: papersIn(all.papers, ['approved'], ({ approved }) => ({
      approved: numbersIn(approved),
    })),
  }
}

function motion(root: JsonValue): MotionBallots {
  const all = root.members('kind', 'title', 'papers')
  return {
    title: all.title.text(),
    papers: papersIn(all.papers, ['answer', 'college'], ({ answer, college }) => ({
      answer: answer.oneOf(ANSWERS),
      college: college.isNull ? null : college.text(1),
    })),
  }
}

function consent(root: JsonValue): ConsentAnswers {
  const all = root.members('kind', 'title', 'textVersion', 'papers', 'objections')
  return {
    title: all.title.text(),
    textVersion: all.textVersion.whole(1),
    papers: papersIn(all.papers, ['answer', 'textVersion'], ({ answer, textVersion }) => ({
      answer: answer.oneOf(['consent', 'abstention']),
      textVersion: textVersion.whole(1),
    })),
    objections: all.objections.list(MOST_OBJECTIONS).map((objection) => {
      const one = objection.members('number', 'by', 'reason', 'state', 'textVersion')
      return {
        number: one.number.whole(1),
        by: one.by.text(1),
        reason: one.reason.text(0, 10_000),
        state: one.state.oneOf(OBJECTION_STATES),
        textVersion: one.textVersion.whole(1),
      }
    }),
  }
}

const titleAndSeats = ({ title, seats }: Record<'title' | 'seats', JsonValue>) => ({
  title: title.text(),
  seats: seats.whole(1, MOST_CANDIDATES),
})

function candidatesIn(value: JsonValue): Candidate[] {
  const list = value.list(MOST_CANDIDATES)
  if (list.length === 0) return value.refuse('longer')
  return list.map((candidate, index) => {
    const number = index + 1
    if (candidate.isText) return { number, name: candidate.text(1) }
    const { name, id } = candidate.members('name', 'id')
    return { number, name: name.text(1), id: id.text(1) }
  })
}

/** Numbers as written: what one that nobody has means is for the method to say. */
const numbersIn = (value: JsonValue): number[] =>
  value.list(MOST_CANDIDATES).map((number) => number.whole(0))

function papersIn<Name extends string, Paper>(
  value: JsonValue,
  names: readonly Name[],
  read: (members: Record<Name, JsonValue>) => Paper
): (Paper & { papers: number })[] {
  let cast = 0
  return value.list(MOST_GROUPS).map((group) => {
    const members = group.members<Name | 'papers'>('papers', ...names)
    const papers = members.papers.whole(1)
    cast += papers
    if (!Number.isSafeInteger(cast)) return members.papers.refuse('fewer')
    return { papers, ...read(members) }
  })
}

/** Writes ballots so that `readBallotsJson` reads the same, a line for each group of papers. */
export function writeBallotsJson({ kind, ballots }: Ballots): string {
  const { papers, ...others } = ballots
  const named =
    'candidates' in others ? { candidates: others.candidates.map(withoutNumber) } : undefined
  const head = JSON.stringify({ kind, ...others, ...named })
  const lines = papers.map((group) => `\n${JSON.stringify(group)}`)
  return `${head.slice(0, -1)},"papers":[${lines.join(',')}\n]}\n`
}

const withoutNumber = ({ name, id }: Candidate) => (id === undefined ? name : { name, id })

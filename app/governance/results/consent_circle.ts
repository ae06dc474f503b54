import type { ConsentTranscript, Objection } from '../methods/consent.js'

/** One person, or a group's bar when there are too many for one mark each. */
export interface ConsentMark {
  x: number
  y: number
  answer: ConsentAnswer
}

type ConsentAnswer = 'consent' | 'abstention' | 'objection' | 'silent'

export interface ConsentDrawing {
  /** In units of which a mark takes 20 each way. */
  width: number
  height: number
  marks: readonly ConsentMark[]
  counts: readonly { answer: ConsentAnswer; count: number }[]
  objections: readonly Objection[]
}

const IN_A_ROW = 16
const MOST_MARKS = 400
const ORDER: readonly ConsentAnswer[] = ['consent', 'abstention', 'objection', 'silent']

/** Consent as a mark for each person of the group, those who object among them. */
export function drawConsent(transcript: ConsentTranscript): ConsentDrawing {
  const { ballots, objections, parameters } = transcript
  const open = new Set(objections.filter(({ state }) => state === 'open').map(({ by }) => by)).size
  const numbers: Record<ConsentAnswer, number> = {
    consent: ballots.cast - ballots.abstention - open,
    abstention: ballots.abstention,
    objection: open,
    silent: Math.max(0, Number(parameters.members) - ballots.cast),
  }
  const people = ORDER.flatMap((answer) => new Array<ConsentAnswer>(numbers[answer]).fill(answer))
  const drawn = people.length > MOST_MARKS ? [] : people
  return {
    width: IN_A_ROW * 20,
    height: Math.ceil(drawn.length / IN_A_ROW) * 20,
    marks: drawn.map((answer, index) => ({
      x: (index % IN_A_ROW) * 20 + 10,
      y: Math.floor(index / IN_A_ROW) * 20 + 10,
      answer,
    })),
    counts: ORDER.map((answer) => ({ answer, count: numbers[answer] })),
    objections,
  }
}

import type { EliminationTranscript } from '../methods/ranked/count_stages.js'
import { countOfVotes } from './count_of_votes.js'
import type { Flow } from './flow_shapes.js'
import { FlowSheet } from './flow_sheet.js'

/** A count by elimination as a flow: a column for each stage, a line for each candidate. */
export function drawFlow(transcript: EliminationTranscript): Flow {
  const count = countOfVotes(transcript)
  const sheet = new FlowSheet(count)
  const lanes = count.candidates.map(({ number, name }) => sheet.lane(number, name))
  const lost = count.stages.some((stage) => stage.lost > 0)
  return {
    width: sheet.width,
    height: sheet.height,
    namesEnd: sheet.namesEnd,
    seatsStart: sheet.seatsStart,
    columns: count.stages.map(({ n }, index) => ({ n, x: sheet.middle(index) })),
    lanes: lost ? [...lanes, sheet.lane(null, '')] : lanes,
    ribbons: count.stages.flatMap((_stage, index) => sheet.ribbons(index)),
  }
}

import { done, type Result } from '#shared/result'
import { readBlt } from '../files/blt.js'
import type { FileFault, Read } from '../files/file_fault.js'
import { countIrv, type IrvParameters } from '../methods/irv.js'
import { countMeekStv, type MeekStvParameters } from '../methods/stv/meek_stv.js'
import { countScottishStv, type ScottishStvParameters } from '../methods/stv/scottish_stv.js'
import type { Transcript } from '../methods/transcript.js'

type Ranked = { format: 'blt'; file: string }

/** Ballots as they are published for anyone to count again, with all that the vote declared. */
export type PublishedBallots =
  | (Ranked & { method: 'scottish-stv'; parameters: ScottishStvParameters })
  | (Ranked & { method: 'meek-stv'; parameters: MeekStvParameters })
  | (Ranked & { method: 'irv'; parameters: IrvParameters })

/** Counts what was published; the same code runs in Node and in a browser. */
export function recount(published: PublishedBallots): Result<Transcript, FileFault> {
  switch (published.method) {
    case 'scottish-stv':
      return counted(readBlt(published.file), countScottishStv, published.parameters)
    case 'meek-stv':
      return counted(readBlt(published.file), countMeekStv, published.parameters)
    case 'irv':
      return counted(readBlt(published.file), countIrv, published.parameters)
  }
}

function counted<Ballots, Parameters>(
  read: Read<Ballots>,
  count: (ballots: Ballots, parameters: Parameters) => Transcript,
  parameters: Parameters
): Result<Transcript, FileFault> {
  return read.ok ? done(count(read.value, parameters)) : read
}

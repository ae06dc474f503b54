import { basename } from 'node:path'
import type { Speaker } from '#shared/speaker'
import { textOfFile } from '#shared/text_file'
import { canonicalJson } from '../methods/canonical.js'
import { isComplete } from '../methods/transcript.js'
import { countFile } from './count_file.js'
import type { CountOptions } from './count_options.js'
import { faultSaid } from './fault_said.js'
import { lotNeeded, reportOf } from './report.js'

/** What the command was told; files by their paths. */
export interface AskedCount {
  file?: string
  method?: string
  roll?: string
  /** The transcript alone, as it is hashed. */
  json: boolean
  options: CountOptions
}

/** What the command writes on each of its outputs, and how it ends. */
export interface Counted {
  output: string
  errors: string
  code: 0 | 1 | 2
}

/** Counts a file and says it: 0 a complete count, 1 none, 2 one that a lot is missing to. */
export async function countForCommand(asked: AskedCount, speaker: Speaker): Promise<Counted> {
  const { file, method, roll, json, options } = asked
  const refused = (errors: string): Counted => ({ output: '', errors, code: 1 })
  if (file === undefined) return refused(speaker.say('counting.faults.file_missing'))
  if (method === undefined) return refused(speaker.say('counting.faults.method_missing'))
  const ballots = await textOfFile(file)
  if (!ballots.ok) return refused(speaker.say(`text_files.${ballots.refusal}`, { file }))
  const rolled = roll === undefined ? null : await textOfFile(roll)
  if (rolled && !rolled.ok) {
    return refused(speaker.say(`text_files.${rolled.refusal}`, { file: roll ?? '' }))
  }
  const counted = countFile({
    ...{ name: basename(file), text: ballots.value, method },
    options: { ...options, roll: rolled?.value },
  })
  if (!counted.ok) {
    return refused(faultSaid(counted.refusal, { ballots: file, roll: roll ?? '' }, speaker))
  }
  const count = counted.value
  const complete = isComplete(count.transcript)
  return {
    output: json ? canonicalJson(count.transcript) : reportOf(count, speaker),
    errors: json && !complete ? lotNeeded(count, speaker) : '',
    code: complete ? 0 : 2,
  }
}

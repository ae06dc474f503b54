import type { Speaker } from '#shared/speaker'
import type { CountingFault } from './counting_fault.js'

/** Why a count cannot begin, as a sentence; under that of a file, where in it (`ballots.blt:12`). */
export function faultSaid(
  refusal: CountingFault,
  files: { ballots: string; roll: string },
  { say }: Speaker
): string {
  if (refusal.from === 'options') return say(refusal.key, refusal.words)
  const { line, key, words } = refusal.fault
  const file = files[refusal.from]
  return `${say(`ballot_files.${key}`, { line, ...words })}\n${line > 0 ? `${file}:${line}` : file}`
}

/** What each juror may say, from the harshest to the author of what was judged to the mildest. */
export type Voice = 'upheld' | 'varied' | 'reversed'

/**
 * What a jury says: the answer of more than half, else the one in the middle, as soon as those who have
 * not spoken cannot change it. When it is even once all have spoken, the doubt lightens the measure.
 * Null while it is open.
 */
export function verdictOf(voices: readonly Voice[], seats: number): Voice | null {
  const count = (voice: Voice) => voices.filter((one) => one === voice).length
  const [upheld, varied, reversed] = [count('upheld'), count('varied'), count('reversed')]
  if (2 * upheld > seats) return 'upheld'
  if (2 * reversed > seats) return 'reversed'
  if (2 * (varied + reversed) > seats && 2 * (upheld + varied) > seats) return 'varied'
  return voices.length === seats && seats > 0 ? 'varied' : null
}

const MINUTE = 60_000

/** So many pictures shown clear within two hours, and whoever looked rests. */
export const MOST_EXPOSURES = 8
export const EXPOSURE_MINUTES = 120
/** How long the rest is, from the last picture. */
export const REST_MINUTES = 30

/**
 * Until when somebody who looked at these pictures rests from them; null when they need not. Each
 * instant is one picture shown as it is, not blurred.
 */
export function restUntil(exposures: readonly Date[], now: Date): Date | null {
  const recent = exposures
    .map((at) => at.getTime())
    .filter((at) => at <= now.getTime())
    .toSorted((one, other) => one - other)
  const last = recent.at(-1)
  if (last === undefined) return null
  const within = recent.filter((at) => at > last - EXPOSURE_MINUTES * MINUTE)
  if (within.length < MOST_EXPOSURES) return null
  const until = new Date(last + REST_MINUTES * MINUTE)
  return until > now ? until : null
}

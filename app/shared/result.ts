/** An expected outcome is a value: done with what was made, or refused with the reason's key. */
export type Result<Done, Refusal> = { ok: true; value: Done } | { ok: false; refusal: Refusal }

export const done = <Done>(value: Done): { ok: true; value: Done } => ({ ok: true, value })

export const refused = <Refusal>(refusal: Refusal): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal,
})

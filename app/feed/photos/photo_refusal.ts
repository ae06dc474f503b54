/** Why a photo is not taken; each has its sentence for the person who sent it. */
export type PhotoRefusal =
  | 'empty'
  | 'too_heavy'
  | 'too_many_pixels'
  | 'unknown_format'
  | 'svg'
  | 'video'
  | 'type_mismatch'
  | 'damaged'
  | 'too_slow'
  | 'known_photo'

/** The heaviest file taken, in bytes. */
export const MAX_BYTES = 20 * 1024 * 1024

/** The largest picture taken, in pixels; `pixel_limit.ts` says which formats have to stay below. */
export const MAX_PIXELS = 50_000_000

/** The refusal as the value that the chain returns. */
export function refuse(refusal: PhotoRefusal): { ok: false; refusal: PhotoRefusal } {
  return { ok: false, refusal }
}

import type { PhotoRefusal } from './photo_refusal.js'
import type { Picture, Size } from './picture.js'

/** What came of decoding: a picture, reduced, with its upright size before; or why not. */
export type Decoding =
  { ok: true; picture: Picture; original: Size } | { ok: false; refusal: PhotoRefusal }

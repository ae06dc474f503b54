import vine from '@vinejs/vine'

const submissionKey = () => vine.string().regex(/^[A-Za-z0-9_-]{8,64}$/)

// Body parsers make a list of `alts[7]`, since 7 could be a place in one.
const byId = (alts: unknown) => (Array.isArray(alts) ? { ...alts } : alts)

// “None” among places.
const unlessBlank = (value: unknown) => (value === '' ? undefined : value)

const photoIds = () =>
  vine
    .array(vine.number().withoutDecimals().range([1, Number.MAX_SAFE_INTEGER]))
    .maxLength(50)
    .optional()

/** What is said beside a post, in the composer and in a change. */
const besides = () => ({
  content_warning: vine.string().maxLength(2000).nullable().optional(),
  place_id: vine
    .number()
    .withoutDecimals()
    .range([1, Number.MAX_SAFE_INTEGER])
    .parse(unlessBlank)
    .nullable()
    .optional(),
})

/**
 * What the composer sends. Lengths are the rule book's affair; here only the shape. `alts` maps a
 * photo's id to what it shows.
 */
export const postForm = vine.create({
  body: vine.string().maxLength(100_000).nullable().optional(),
  visibility: vine.enum(['public', 'signed_in'] as const),
  photo_ids: photoIds(),
  alts: vine.record(vine.string().maxLength(1500).nullable()).parse(byId).optional(),
  ...besides(),
  publish_on: vine.string().maxLength(20).nullable().optional(),
  publish_time: vine.string().maxLength(20).nullable().optional(),
  submission_key: submissionKey().optional(),
})

/** What the page of a change sends: photos added or taken out, and the others' places, by their id. */
export const editForm = vine.create({
  body: vine.string().maxLength(100_000).nullable().optional(),
  visibility: vine.enum(['public', 'signed_in'] as const),
  alts: vine.record(vine.string().maxLength(1500).nullable()).parse(byId).optional(),
  removed: vine.record(vine.string().nullable()).parse(byId).optional(),
  places: vine
    .record(vine.number().withoutDecimals().range([1, 50]))
    .parse(byId)
    .optional(),
  photo_ids: photoIds(),
  ...besides(),
})

/** What a change says of photos, as far as it can be shown again. */
export function typedPhotos({ removed, places }: Record<string, unknown>) {
  const of = (sent: unknown): Record<string, unknown> =>
    typeof sent === 'object' && sent !== null ? { ...sent } : {}
  return { removed: of(removed), places: of(places) }
}

/** The ids of the photos that stay, in their new order; equal places keep the order they had. */
export function keptInOrder(
  ids: readonly number[],
  removed: Record<string, unknown> = {},
  places: Record<string, number> = {}
): number[] {
  const place = (id: number) => places[id] ?? ids.indexOf(id) + 1
  return ids
    .filter((id) => !Object.hasOwn(removed, id))
    .toSorted((one, other) => place(one) - place(other))
}

/** Why a held post is not let through, for its author to read. */
export const refusalForm = vine.create({
  reason: vine.string().trim().minLength(1).maxLength(1000),
})

export const commentForm = vine.create({
  body: vine.string().nullable().optional(),
  submission_key: submissionKey().optional(),
})

/** What was sent, as far as it can be shown again when something else must be mended. */
export function typedPost(sent: Record<string, unknown>) {
  const { body, visibility, photo_ids: ids, alts, submission_key: key } = sent
  const { content_warning: warning, place_id: place, publish_on: day, publish_time: time } = sent
  const shown = Object.entries(typeof alts === 'object' && alts !== null ? alts : {})
  return {
    body: typeof body === 'string' ? body : '',
    visibility: visibility === 'public' ? ('public' as const) : ('signed_in' as const),
    contentWarning: typeof warning === 'string' ? warning.trim() : '',
    placeId: Number.isSafeInteger(Number(place)) && Number(place) > 0 ? Number(place) : null,
    photoIds: [...new Set((Array.isArray(ids) ? ids : [ids]).slice(0, 50).map(Number))].filter(
      (id) => Number.isSafeInteger(id) && id > 0
    ),
    alts: new Map(
      shown.flatMap(([id, alt]) => (typeof alt === 'string' ? [[Number(id), alt] as const] : []))
    ),
    publishOn: typeof day === 'string' ? day : '',
    publishTime: typeof time === 'string' ? time : '',
    submissionKey: typeof key === 'string' && /^[\w-]{8,64}$/.test(key) ? key : null,
  }
}

/** The field of the form that a refusal is about. */
export function fieldOf(refusal: string | undefined): string {
  if (refusal === 'warning_too_long') return 'content_warning'
  if (refusal?.startsWith('schedule_')) return 'publish_on'
  return refusal === 'place_gone' ? 'place_id' : 'body'
}

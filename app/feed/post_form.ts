import vine from '@vinejs/vine'

const alt = () => vine.string().maxLength(1500).nullable()

// Body parsers make a list of `alts[7]`, since 7 could be a place in one.
const byId = (alts: unknown) => (Array.isArray(alts) ? { ...alts } : alts)

/**
 * What the composer sends. Lengths are the rule book's affair; here only the shape. `alts[p12]` is
 * what the photo 12 shows: a bare number would be read as a place in a list.
 */
export const postForm = vine.create({
  body: vine.string().maxLength(100_000).nullable().optional(),
  visibility: vine.enum(['public', 'signed_in'] as const),
  photo_ids: vine.array(vine.number().withoutDecimals().positive()).maxLength(50).optional(),
  alts: vine.record(alt()).parse(byId).optional(),
  submission_key: vine
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
})

/** What the form says that each photo shows, by the photo's id. */
export function altsById(alts: Record<string, string | null> = {}): Map<number, string> {
  return new Map(Object.entries(alts).map(([name, alt]) => [Number(name.slice(1)), alt ?? '']))
}

export const commentForm = vine.create({
  body: vine.string().maxLength(100_000).nullable().optional(),
  submission_key: vine
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
})

import vine from '@vinejs/vine'

/**
 * What the composer sends. Lengths are the rule book's affair; here only the shape. `alts` maps a
 * photo's id to what it shows.
 */
export const postForm = vine.create({
  body: vine.string().maxLength(100_000).nullable().optional(),
  visibility: vine.enum(['public', 'signed_in'] as const),
  photo_ids: vine.array(vine.number().withoutDecimals().positive()).maxLength(50).optional(),
  alts: vine.record(vine.string().maxLength(1500).nullable()).optional(),
  submission_key: vine
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
})

export const commentForm = vine.create({
  body: vine.string().maxLength(100_000).nullable().optional(),
  submission_key: vine
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
})

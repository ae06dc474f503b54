/**
 * How many of the 64 bits may differ for two photos to be one. Measured on forty drawn pictures:
 * another quality or size, a turn or a mirror change 4 bits at most, more light 6; the nearest of the
 * others differ by 18. Heavier changes (a caption, a crop, grey instead of colours) may differ by more
 * and pass: real photos resemble each other more than drawn ones do, and each wrong match keeps
 * somebody waiting. By lot, two hashes (half of their bits are set) are this near once in 70 billion.
 */
export const KNOWN_DISTANCE = 6

const bits = (hash: string) => `('x' || encode(${hash}, 'hex'))::bit(64)`

/** In SQL: whether two hashes, 8 bytes each, are of one photo. The poses are compared one by one. */
export const samePhoto = (hash: string, other: string) =>
  `bit_count(${bits(hash)} # ${bits(other)}) <= ${KNOWN_DISTANCE}`

/** Files beyond these are refused: what a count is for stays far below them. */
export const MOST_CHARACTERS = 200_000_000
export const MOST_CANDIDATES = 1000
export const MOST_NAME = 500
/** Lines of papers; each may stand for many. */
export const MOST_GROUPS = 2_000_000

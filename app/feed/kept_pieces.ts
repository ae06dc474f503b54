import { Kept } from '#shared/kept'

/** Cards of posts and comments, as the feed's pages show them: some forty megabytes when full. */
export const keptPieces = new Kept(20_000)

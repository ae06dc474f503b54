import type { PublishedBallots } from '#governance/recount/recount'

/** An election of the gallery: where its ballots lie and how they are counted. */
export interface GalleryCase {
  name: string
  /** Under `tests/fixtures/ballots` of this project, or among the public elections beside it. */
  from: { sample: string } | { election: string }
  counted: (file: string) => PublishedBallots
}

const exhausting = { overvote: 'exhaust', emptyRank: 'exhaust' } as const

const scottish =
  (seats: number) =>
  (file: string): PublishedBallots => ({
    ...{ format: 'blt', file, method: 'scottish-stv' },
    parameters: { seats, reading: exhausting, lotOrder: null },
  })

/** Small votes made up for this project first, then public elections where they are at hand. */
export const GALLERY_CASES: readonly GalleryCase[] = [
  { name: 'moderators', from: { sample: 'three_moderators.blt' }, counted: scottish(3) },
  {
    name: 'moderators-irv',
    from: { sample: 'three_moderators.blt' },
    counted: (file) => ({
      ...{ format: 'blt', file, method: 'irv' },
      parameters: { reading: exhausting, stop: 'majority_of_continuing', lotOrder: null },
    }),
  },
  {
    name: 'moderators-meek',
    from: { sample: 'three_moderators.blt' },
    counted: (file) => ({
      ...{ format: 'blt', file, method: 'meek-stv' },
      parameters: { seats: 3, reading: exhausting, lotOrder: null },
    }),
  },
  {
    name: 'partick-west',
    from: { election: 'stv/Partick-West-2007.blt' },
    counted: scottish(4),
  },
  {
    name: 'east-centre',
    from: { election: 'stv/East-Centre-2007.blt' },
    counted: scottish(4),
  },
]

import { readBallotsJson, type Ballots } from '#governance/files/ballots_json'
import { readCvotes } from '#governance/files/cvotes'
import type { Read } from '#governance/files/file_fault'
import { readGradesCsv } from '#governance/files/grades_csv'
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

/** Worst first, as in the experiment of Orsay (2007). */
const MENTIONS = ['À rejeter', 'Insuffisant', 'Passable', 'Assez bien', 'Bien', 'Très bien']

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
    name: 'legal-form',
    from: { sample: 'legal_form.json' },
    counted: (file) => ({
      method: 'majority-judgment',
      ballots: ballotsOf('graded', file),
      parameters: { seats: 1, missing: 'worst', blank: 'apart', lotOrder: null },
    }),
  },
  {
    name: 'charter',
    from: { sample: 'charter_drafts.blt' },
    counted: (file) => ({
      ...{ format: 'blt', file, method: 'schulze' },
      parameters: { seats: 1, unranked: 'last', statusQuo: 4, lotOrder: null },
    }),
  },
  {
    name: 'summer-party',
    from: { sample: 'summer_party.json' },
    counted: (file) => ({
      method: 'approval',
      ballots: ballotsOf('approval', file),
      parameters: { seats: 1, floor: 'more-than-half', lotOrder: null },
    }),
  },
  {
    name: 'year-budget',
    from: { sample: 'year_budget.pb' },
    counted: (file) => ({
      ...{ format: 'pabulib', file, method: 'equal-shares' },
      parameters: {
        ...{ budget: '3200', increment: '1', completion: 'add1', utility: 'cost' },
        ...{ fill: 'approvals', lotOrder: null },
      },
    }),
  },
  {
    name: 'statutes',
    from: { sample: 'new_statutes.json' },
    counted: (file) => ({
      method: 'motion',
      ballots: ballotsOf('motion', file),
      parameters: {
        ...{ members: 112, base: 'exprimes', tie: 'fails', secret: true },
        ...{ blocks: null, colleges: null },
        threshold: { operator: 'at_least', numerator: 2, denominator: 3 },
        quorum: { numerator: 33, denominator: 100, people: 5, abstentions: true },
      },
    }),
  },
  {
    name: 'share-price',
    from: { sample: 'share_price.json' },
    counted: (file) => ({
      method: 'motion',
      ballots: ballotsOf('motion', file),
      parameters: {
        ...{ members: 140, base: 'exprimes', tie: 'fails', secret: false },
        ...{ blocks: null, quorum: null },
        threshold: { operator: 'more_than', numerator: 1, denominator: 2 },
        colleges: {
          ...{ rule: 'share', empty: 'renormalise' },
          list: [
            { name: 'Membres', weight: { numerator: 1, denominator: 2 } },
            { name: 'Modération', weight: { numerator: 3, denominator: 10 } },
            { name: 'Partenaires', weight: { numerator: 1, denominator: 5 } },
          ],
        },
      },
    }),
  },
  {
    name: 'quiet-hours',
    from: { sample: 'quiet_hours.json' },
    counted: (file) => ({
      method: 'consent',
      ballots: ballotsOf('consent', file),
      parameters: {
        members: 38,
        quorum: { numerator: 1, denominator: 2, people: 5, abstentions: true },
      },
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
  {
    name: 'nowy-port',
    from: { election: 'equal-shares/poland_gdansk_2020_nowy-port.pb' },
    counted: (file) => ({
      ...{ format: 'pabulib', file, method: 'equal-shares' },
      parameters: {
        ...{ budget: '344000', increment: '1', completion: 'add1', utility: 'cost' },
        ...{ fill: 'approvals', lotOrder: null },
      },
    }),
  },
  {
    name: 'small-club',
    from: { election: 'condorcet/tideman-A04.cvotes' },
    counted: (file) => ({
      ...{ method: 'schulze', ballots: contentOf(readCvotes(file)) },
      parameters: { seats: 1, unranked: 'last', statusQuo: null, lotOrder: null },
    }),
  },
  {
    name: 'orsay',
    from: { election: 'majority-judgment/bureau_01.csv' },
    counted: (file) => ({
      ...{ method: 'majority-judgment', ballots: contentOf(readGradesCsv(file, MENTIONS)) },
      parameters: { seats: 1, missing: 'worst', blank: 'worst', lotOrder: null },
    }),
  },
]

type BallotsOf<Kind extends Ballots['kind']> = Extract<Ballots, { kind: Kind }>['ballots']

/** Ballots of one kind as the house publishes them; throws on another kind. */
function ballotsOf<Kind extends Ballots['kind']>(kind: Kind, file: string): BallotsOf<Kind> {
  const found = contentOf(readBallotsJson(file))
  if (found.kind !== kind) throw new Error(`Ballots of kind ${found.kind}, not ${kind}`)
  return found.ballots as BallotsOf<Kind>
}

/** Throws on a file that cannot be read: the gallery knows its files. */
function contentOf<Content>(read: Read<Content>): Content {
  if (!read.ok) throw new Error(`${read.refusal.key}, line ${read.refusal.line}`)
  return read.value
}

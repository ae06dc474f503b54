import pg from 'pg'
import {
  BOOKMARKED,
  CHOSEN_PLACES_FEED,
  COMMENTS_OF_POST,
  POSTS_BY_ID,
  PUBLIC_FEED,
  SEARCH_ALL,
  SEARCH_LATEST,
  SIGNED_IN_FEED,
  SIGNED_IN_PLACE,
  SIGNED_IN_PROFILE,
  SIGNED_IN_TAG,
} from '#feed/feed_statements'
import { ITEM_FACTS } from '#feed/feeds/feed_item_statement'
import { HIDDEN_COUNTS, LINKS_OF_POST, LINKS_OF_RANGE } from '#feed/proof/proof_statements'
import { NOTIFICATIONS } from '#letters/notification_statement'
import { TREE_ARRIVALS, TREE_BRANCH, TREE_ROOTS } from '#people/tree_statements'
import type { Figure } from './figure.js'

const NEWEST = Number.MAX_SAFE_INTEGER
/** A table of fewer rows is rightly walked. */
const LARGE = 5000

/** The read path's statements as PostgreSQL runs them here: the rows read, none by a table's walk. */
export async function readPlans(applicationUrl: string): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: applicationUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select (max(published_seq) / 2)::text as middle, max(id)::text as post, min(author_id)::text as author,
        (select id::text from places order by id limit 1) as place from posts`
    )
    const { middle, post, author, place } = rows[0]
    const now = new Date()
    const large = await largeTables(client)
    const asked: Array<[string, string, unknown[]]> = [
      ['feed', SIGNED_IN_FEED.text, [author, NEWEST, 21, now]],
      ['feed, half way down', SIGNED_IN_FEED.text, [author, middle, 21, now]],
      ['square', PUBLIC_FEED.text, [NEWEST, 7]],
      ['profile', SIGNED_IN_PROFILE.text, [author, NEWEST, 21, author]],
      ['feed of chosen places', CHOSEN_PLACES_FEED.text, [author, NEWEST, 21, now]],
      ['place', SIGNED_IN_PLACE.text, [author, NEWEST, 21, now, place]],
      ['tag', SIGNED_IN_TAG.text, [author, NEWEST, 21, now, 'marche']],
      ['things kept', BOOKMARKED.text, [author, NEWEST, 21]],
      ['search, many have it', SEARCH_LATEST.text, [author, NEWEST, 21, now, 'marché', 2000]],
      ['search, one has it', SEARCH_ALL.text, [author, NEWEST, 21, now, '4242']],
      ['tree of invitations', TREE_ROOTS.text, [NEWEST]],
      ['branch of the tree', TREE_BRANCH.text, [NEWEST, author]],
      ['arrivals', TREE_ARRIVALS.text, [NEWEST]],
      [
        'receipt: links of a page',
        LINKS_OF_RANGE.text,
        ['feed', middle, Number(middle) + 60, 5000],
      ],
      [
        'receipt: why not shown',
        HIDDEN_COUNTS.text,
        [author, middle, Number(middle) + 60, [], now],
      ],
      ['links of a post', LINKS_OF_POST.text, ['feed', post, ['post.published']]],
      ['feed for readers', ITEM_FACTS.text, [[post]]],
      ['notifications', NOTIFICATIONS.text, [author, NEWEST, 31]],
      ['cards', POSTS_BY_ID.text, [[post]]],
      ['comments', COMMENTS_OF_POST.text, [post, author, 500, now]],
    ]
    const figures: Figure[] = []
    for (const [name, text, values] of asked)
      figures.push(await explain(client, large, name, text, values))
    return figures
  } finally {
    await client.end()
  }
}

async function largeTables(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query('select relname from pg_class where reltuples > $1', [LARGE])
  return new Set(rows.map(({ relname }) => relname))
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Plans'?: PlanNode[]
  'Actual Rows': number
  'Actual Loops': number
}

async function explain(
  client: pg.Client,
  large: Set<string>,
  name: string,
  text: string,
  values: unknown[]
) {
  const { rows } = await client.query(`explain (analyze, format json) ${text}`, values)
  const [{ 'Plan': plan, 'Execution Time': milliseconds }] = rows[0]['QUERY PLAN']
  const walked = nodesOf(plan).filter(
    (node) => node['Node Type'] === 'Seq Scan' && large.has(node['Relation Name'] ?? '')
  )
  const walks = walked.map((node) => node['Relation Name']).join(', ')
  return {
    name: `plan: ${name}${walks ? ` (walks ${walks})` : ''}`,
    unit: 'ms',
    ours: milliseconds,
    must: 'by index',
    met: walks === '',
  }
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

import { prepareCast, type Cast } from './cast.js'
import { type Figure, median } from './figure.js'
import { browserHeaders, read } from './frames.js'
import { startProduct, type Where } from './programs.js'
import { fillDatabase, type Size, withClient } from './seed.js'
import type { Served } from './served.js'

const TINY: Size = { members: 500, posts: 10_000, comments: 50_000 }
const TIMES = 300
const WARM_UP = 60
const MOST = 1.5

/** A network of one size, served. */
interface Network {
  product: Served
  cast: Cast
  names: Names
}

/** What the pages' addresses speak of: of the middle of each table, neither first nor last. */
interface Names {
  post: number
  handle: string
  place: string | null
  tag: string | null
}

const PAGES: Array<[name: string, address: (names: Names, depths: number[]) => string | null]> = [
  ['feed', () => '/feed'],
  ['feed, half way down', (_, depths) => `/feed?before=${median(depths)}`],
  ['post', ({ post }) => `/posts/${post}`],
  ['profile', ({ handle }) => `/@${handle}`],
  ['place', ({ place }) => place && `/places/${place}`],
  ['tag', ({ tag }) => tag && `/tags/${tag}`],
  ['search, a word that many posts have', () => '/search?q=march%C3%A9'],
  ['search, a word that one post has', () => '/search?q=4242'],
]

/**
 * The time of each page in a network of 10,000 posts and in the one at hand, one request at a time,
 * in turn, medians: what grows with the network shows here, whatever the machine.
 */
export async function measureGrowth(
  large: Where,
  product: Served,
  cast: Cast,
  say: (sentence: string) => void
): Promise<Figure[]> {
  const small = await emptyDatabase(large)
  await fillDatabase(small, TINY, say)
  const server = await startProduct(small)
  try {
    const tiny = await network(small, server, await prepareCast(small.ownerUrl))
    const whole = await network(large, product, cast)
    const figures: Figure[] = []
    for (const [name, address] of PAGES) {
      const figure = await growthOf(name, address, tiny, whole)
      if (figure) figures.push(figure)
    }
    return figures
  } finally {
    await server.stop()
  }
}

async function growthOf(
  name: string,
  address: (typeof PAGES)[number][1],
  ...networks: [Network, Network]
): Promise<Figure | null> {
  const paths = networks.map(({ names, cast }) => address(names, cast.depths))
  if (paths.includes(null)) return null
  const times: [number[], number[]] = [[], []]
  for (let time = -WARM_UP; time < TIMES; time += 1) {
    for (const [index, { product, cast }] of networks.entries()) {
      const token = cast.tokens[Math.abs(time) % cast.tokens.length] ?? ''
      const begun = performance.now()
      await read(product.url + paths[index], browserHeaders(token))
      if (time >= 0) times[index]?.push(performance.now() - begun)
    }
  }
  const [small, large] = [median(times[0]), median(times[1])]
  const ratio = large / small
  return {
    name: `growth: ${name}, from 10,000 posts`,
    unit: 'ms',
    ours: large,
    limit: small,
    ratio,
    must: `< ${MOST}`,
    met: ratio < MOST,
  }
}

async function network(where: Where, product: Served, cast: Cast): Promise<Network> {
  return { product, cast, names: await namesIn(where.ownerUrl) }
}

const NAMES = `select
    (select id::integer from posts where published_seq is not null order by id limit 1
      offset (select count(*) / 2 from posts where published_seq is not null)) as post,
    (select a.handle from posts p join people a on a.id = p.author_id
      group by a.id order by count(*) desc, a.id limit 1) as handle,
    (select l.slug from posts p join places l on l.id = p.place_id
      group by l.id order by count(*) desc, l.id limit 1) as place,
    (select tag from post_tags group by tag order by count(*) desc, tag limit 1) as tag`

async function namesIn(ownerUrl: string): Promise<Names> {
  return withClient(ownerUrl, async (client) => (await client.query(NAMES)).rows[0])
}

/** A second database beside the one at hand; the filling makes it. */
async function emptyDatabase(large: Where): Promise<Where> {
  const name = `${new URL(large.ownerUrl).pathname.slice(1)}_tiny`
  const beside = (url: string, database: string) => {
    const other = new URL(url)
    other.pathname = `/${database}`
    return other.href
  }
  await withClient(beside(large.ownerUrl, 'postgres'), async (client) => {
    await client.query(`drop database if exists ${name}`)
    await client.query(`create database ${name}`)
  })
  return {
    ...large,
    ownerUrl: beside(large.ownerUrl, name),
    applicationUrl: beside(large.applicationUrl, name),
  }
}

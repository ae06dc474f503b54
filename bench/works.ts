import type { Cast } from './cast.js'
import { duel, type Pace } from './duel.js'
import { type Figure, rate } from './figure.js'
import { browserHeaders, VISITOR } from './frames.js'
import type { LoadRequest } from './load.js'

/** A page or a write, loaded on both servers. */
interface Work {
  key: string
  name: string
  requests(cast: Cast): LoadRequest[]
  must?: number
  aim?: number
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const BODY = 'Il pleut sur la place, et les bancs sont à qui veut.\n\nQui passe demain au marché ?'
const PER_CONNECTION = 200
const CONNECTIONS = 10

const get = (path: string, token?: string): LoadRequest => ({
  method: 'GET',
  path,
  headers: token ? browserHeaders(token) : VISITOR,
})

const post = (path: string, token: string, form: Record<string, string>): LoadRequest => ({
  method: 'POST',
  path,
  headers: { ...browserHeaders(token), ...FORM },
  body: new URLSearchParams(form).toString(),
})

const byEach = (cast: Cast, request: (token: string, index: number) => LoadRequest) =>
  cast.tokens.slice(0, PER_CONNECTION * CONNECTIONS).map(request)

const at = <Thing>(things: Thing[], index: number) => things[index % things.length]

const WORKS: Work[] = [
  {
    key: 'feed',
    name: 'feed, signed in',
    requests: (cast) => byEach(cast, (token) => get('/feed', token)),
    must: 0.6,
    aim: 1.2,
  },
  {
    key: 'older',
    name: 'feed, signed in, 1,000 places of the past',
    requests: (cast) =>
      byEach(cast, (token, index) => get(`/feed?before=${at(cast.depths, index)}`, token)),
  },
  {
    key: 'square',
    name: 'square, signed out',
    requests: () => [...Array(CONNECTIONS)].map(() => get('/')),
    must: 0.8,
    aim: 2,
  },
  {
    key: 'thread',
    name: 'post page with 20 comments',
    requests: (cast) =>
      byEach(cast, (token, index) => get(`/posts/${at(cast.threads, index)}`, token)),
    must: 0.6,
    aim: 1,
  },
  {
    key: 'comment',
    name: 'new comment',
    requests: (cast) =>
      byEach(cast, (token, index) =>
        post(`/posts/${at(cast.threads, index * 7)}/comments`, token, { body: BODY })
      ),
    must: 0.5,
    aim: 0.7,
  },
  {
    key: 'publish',
    name: 'new text post, its link in the chain included',
    requests: (cast) =>
      byEach(cast, (token) => post('/posts', token, { body: BODY, visibility: 'public' })),
    must: 0.3,
    aim: 0.6,
  },
]

/** The names by which a work can be asked for alone. */
export const WORK_KEYS = WORKS.map(({ key }) => key)

export interface Loaded {
  figures: Figure[]
  /** What a limit that does less work than the product would hide. */
  notes: string[]
}

/** Loads both servers with each work asked for; the feed also with 50 connections, for its p99. */
export async function loadWorks(
  urls: { ours: string; limit: string },
  cast: Cast,
  pace: Pace,
  keys: string[],
  say: (sentence: string) => void
): Promise<Loaded> {
  const figures: Figure[] = []
  const notes: string[] = []
  for (const work of WORKS.filter(({ key }) => keys.includes(key))) {
    const requests = work.requests(cast)
    const { ours, limit } = await duel(urls, requests, pace, CONNECTIONS)
    const figure = rate(work.name, { ours: ours.perSecond, limit: limit.perSecond }, work)
    figures.push(figure)
    say(`${work.name}: ${Math.round(figure.ours)} (${(figure.ratio ?? 0).toFixed(2)} of the limit)`)
    const bytes = `${work.name}: ${Math.round(ours.bytes)} bytes, the limit ${Math.round(limit.bytes)}`
    notes.push(`${bytes}; p50 ${ours.p50} ms (${limit.p50}), p99 ${ours.p99} ms (${limit.p99})`)
    if (work.key === 'feed') figures.push(...(await tails(urls, requests, pace)))
  }
  return { figures, notes }
}

async function tails(urls: { ours: string; limit: string }, requests: LoadRequest[], pace: Pace) {
  const { ours, limit } = await duel(urls, requests, pace, 50)
  return [
    {
      name: 'feed, p99 at 50 connections, over its p50',
      unit: 'times',
      ours: ours.p99 / ours.p50,
      limit: limit.p99 / limit.p50,
      must: '≤ 3',
      met: ours.p99 <= 3 * ours.p50,
    },
    {
      name: 'feed, p99 at 50 connections',
      unit: 'ms',
      ours: ours.p99,
      limit: limit.p99,
      ratio: limit.p99 / ours.p99,
      must: '≥ 0.5',
      met: ours.p99 <= 2 * limit.p99,
    },
  ]
}

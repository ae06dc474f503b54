/**
 * The limit: node:http and pg, named statements with the product's own SQL, template literals
 * making the same pages from full rows at each request, and nothing else: no card is kept, and no
 * rule, limit, form, language or header is looked at. Run as a process of its own; the pages'
 * frames (all but cards and comments) are read from the folder named as its argument.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { canonicalComment, canonicalPost, saltedHash } from '#feed/content_hash'
import {
  COMMENTS_OF_POST,
  INSERT_COMMENT,
  POST_COLUMNS,
  POSTS_BY_ID,
  publicFeed,
  signedInFeed,
} from '#feed/feed_statements'
import { FIND_VIEWER } from '#people/session_statements'
import { tokenHash } from '#shared/random'
import { cardHtml, commentHtml, HERE } from './limit_pages.js'

const NEWEST = Number.MAX_SAFE_INTEGER
const FEED = {
  name: 'limit.feed',
  text: signedInFeed(`${POST_COLUMNS}, p.published_seq as seq`),
}
const SQUARE = { name: 'limit.square', text: publicFeed(`${POST_COLUMNS}, p.published_seq as seq`) }
const THANKED = {
  name: 'limit.thanked',
  text: 'select from thanks where post_id = $1 and person_id = $2',
}
const INSERT_POST = {
  name: 'limit.insert_post',
  text: `with written as (
      insert into posts (author_id, body, visibility, salt, created_at, handed_over_at)
      values ($1, $2, $3, $4, $5, $5) returning id
    ), linked as (
      insert into chain_pending (chain, kind, subject_id, content_hash)
      select 'feed', 'post.published', id, $6 from written
    )
    select id from written`,
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const frames = process.argv[2] ?? ''
const frame = (name: string) => readFileSync(join(frames, `${name}.html`), 'utf8').split(HERE)
const feedFrame = frame('feed')
const squareFrame = frame('square')
const postFrame = frame('post')

async function rows(statement: { name: string; text: string }, values: unknown[]) {
  return (await pool.query({ ...statement, values })).rows
}

async function viewer(request: IncomingMessage) {
  const token = request.headers.cookie?.slice('placette='.length) ?? ''
  const [row] = await rows(FIND_VIEWER, [tokenHash(token), new Date()])
  return row
}

async function feed(request: IncomingMessage, before: number): Promise<string> {
  const reader = await viewer(request)
  const posts = await rows(FEED, [reader.id, before, 21, new Date()])
  const cards = posts.slice(0, 20).map((row) => cardHtml(row, true, false))
  return feedFrame[0] + cards.join('\n') + feedFrame[1]
}

async function square(): Promise<string> {
  const posts = await rows(SQUARE, [NEWEST, 7])
  const cards = posts.slice(0, 6).map((row) => cardHtml(row, false, false))
  return squareFrame[0] + cards.join('\n') + squareFrame[1]
}

async function post(request: IncomingMessage, id: number): Promise<string> {
  const reader = await viewer(request)
  const [[row], comments, thanked] = await Promise.all([
    rows(POSTS_BY_ID, [[id]]),
    rows(COMMENTS_OF_POST, [id, reader.id, 500, new Date()]),
    rows(THANKED, [id, reader.id]),
  ])
  const card = cardHtml({ ...row, own: false, thanked: thanked.length > 0 }, true, true)
  return postFrame[0] + card + postFrame[1] + comments.map(commentHtml).join('') + postFrame[2]
}

async function publish(request: IncomingMessage): Promise<string> {
  const [author, form] = await Promise.all([viewer(request), formOf(request)])
  const body = form.get('body') ?? ''
  const salt = randomBytes(16)
  const hash = saltedHash(salt, canonicalPost({ body, visibility: 'public', photos: [] }))
  const [row] = await rows(INSERT_POST, [author.id, body, 'public', salt, new Date(), hash])
  return `/posts/${row.id}`
}

async function comment(request: IncomingMessage, postId: number): Promise<string> {
  const [author, form] = await Promise.all([viewer(request), formOf(request)])
  const body = form.get('body') ?? ''
  const salt = randomBytes(16)
  const hash = saltedHash(salt, canonicalComment({ postId, body }))
  const key = form.get('submission_key')
  const [row] = await rows(INSERT_COMMENT, [postId, author.id, body, salt, new Date(), key, hash])
  return `/posts/${postId}#comment-${row.id}`
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += chunk
  return new URLSearchParams(text)
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const id = Number(path.split('/')[2])
  if (request.method === 'POST') {
    const location = path === '/posts' ? await publish(request) : await comment(request, id)
    response.writeHead(303, { location }).end()
    return
  }
  if (path === '/ready') return void response.end('ok')
  const html =
    path === '/feed'
      ? await feed(request, Number(new URLSearchParams(query).get('before') ?? NEWEST))
      : path === '/'
        ? await square()
        : await post(request, id)
  const body = Buffer.from(html)
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': body.length,
  })
  response.end(body)
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(500).end(String(error)))
})
server.listen(Number(process.env.PORT), process.env.HOST)
process.on('SIGTERM', () => process.exit())

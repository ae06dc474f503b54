import type { Client } from 'pg'
import type { PreparedPicture } from './feed_rows.js'

/** Where the demo ends and the bulk begins. */
export interface BulkStart {
  personId: number
  postId: number
  commentId: number
  photoId: number
  head: { sequence: number; hash: Buffer } | null
  /** Content hashes of the pictures, in the order of `existingPictures`. */
  hashes: string[]
  /** The demo's people by their handles: whom its texts name. */
  personIds: Map<string, number>
  placeIds: number[]
}

export async function bulkStart(client: Client): Promise<BulkStart> {
  const highest = async (table: string): Promise<number> => {
    const { rows } = await client.query(`select coalesce(max(id), 0) as id from ${table}`)
    return Number(rows[0].id)
  }
  const head = await client.query(
    `select sequence, hash from chain_entries where chain = 'feed' order by sequence desc limit 1`
  )
  const people = await client.query<{ handle: string; id: number }>('select handle, id from people')
  const places = await client.query<{ id: number }>('select id from places order by id')
  return {
    personIds: new Map(people.rows.map(({ handle, id }) => [handle, Number(id)])),
    placeIds: places.rows.map(({ id }) => Number(id)),
    personId: await highest('people'),
    postId: await highest('posts'),
    commentId: await highest('comments'),
    photoId: await highest('photos'),
    head: head.rows[0] ?? null,
    hashes: (await existingPictures(client)).map((picture) => picture.contentSha256),
  }
}

/** The pictures that already lie on disk, each once. */
export async function existingPictures(client: Client): Promise<PreparedPicture[]> {
  const { rows } = await client.query(
    `select distinct on (f.content_hash) f.width, f.height, encode(f.content_hash, 'hex') as "contentSha256",
        f.thumbhash, f.average_colour as "averageColour",
        (select json_agg(json_build_object('name', v.name, 'format', v.format, 'width', v.width,
            'height', v.height, 'byteSize', v.byte_size, 'sha256', encode(v.sha256, 'hex')))
           from photo_variants v where v.photo_id = f.id) as variants
       from photos f where f.state = 'ready' order by f.content_hash, f.id`
  )
  return rows
}

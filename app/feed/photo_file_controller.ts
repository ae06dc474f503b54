import type { HttpContext } from '@adonisjs/core/http'
import drive from '@adonisjs/drive/services/main'
import { clock } from '#shared/clock'
import { NotFound } from '#shared/http/refusals'
import { prepared } from '#shared/prepared'
import { sayOnFirstPosts } from '#people/say_on_first_posts'
import { variantPath } from './photo_store.js'

/** A variant, if this reader may see it: in a post they may read, a portrait, or their own. */
const READABLE = {
  name: 'feed.readable_variant',
  text: `select v.sha256, v.format, v.byte_size,
      (exists (select from people p where p.portrait_key = f.key) or (o.visibility = 'public' and o.published_seq is not null and o.hidden_at is null)) as for_all
    from photos f join photo_variants v on v.photo_id = f.id
    left join post_photos pp on pp.photo_id = f.id
    left join posts o on o.id = pp.post_id
   where f.key = $1 and v.name = $2
     and (f.owner_id = $3
       or (o.published_seq is not null and o.hidden_at is null and (o.visibility = 'public' or $3::bigint is not null))
       or ($4 and o.held_at is not null and o.held_for is null)
       or exists (select from people p where p.portrait_key = f.key))`,
}

interface VariantRow {
  sha256: Buffer
  format: string
  byte_size: number
  for_all: boolean
}

const NAMES: Record<string, { name: string; type: string }> = {
  '320.webp': { name: '320', type: 'image/webp' },
  '800.webp': { name: '800', type: 'image/webp' },
  '1600.webp': { name: '1600', type: 'image/webp' },
  '1600.jpg': { name: 'jpeg', type: 'image/jpeg' },
  '800.avif': { name: '800-avif', type: 'image/avif' },
  '1600.avif': { name: '1600-avif', type: 'image/avif' },
}

/** Serves a prepared photo; its address is unguessable and its content never changes. */
export default class PhotoFileController {
  async handle(ctx: HttpContext) {
    const { params, response, viewer } = ctx
    const variant = NAMES[params.variant]
    if (!variant) throw new NotFound()
    const find = (held: boolean) =>
      prepared<VariantRow>(READABLE, [params.key, variant.name, viewer?.id ?? null, held])
    let [row] = await find(false)
    // Few may read what is held: asked only when nothing else lets this reader see the photo.
    const mayJudge = async () => viewer && (await sayOnFirstPosts(viewer, clock.now())) !== 'none'
    if (!row && (await mayJudge())) [row] = await find(true)
    if (!row) throw new NotFound()
    response.header('content-type', variant.type)
    response.header('content-length', row.byte_size)
    // A day, then asked again: a deleted photo must not live on in caches for a year.
    const scope = row.for_all ? 'public' : 'private'
    response.header('cache-control', `${scope}, max-age=86400, immutable`)
    response.header('content-disposition', 'inline')
    response.stream(
      await drive.use('photos').getStream(variantPath(row.sha256.toString('hex'), row.format))
    )
  }
}

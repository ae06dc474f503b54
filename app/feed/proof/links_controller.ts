import type { HttpContext } from '@adonisjs/core/http'
import { throttle } from '#shared/http/throttle'
import { feedHead } from '../feed_head.js'
import { HASHED, linksBetween, MOST_LINKS } from './chain_links.js'

/** A range of links (`?from=&to=`), for anyone who recomputes the chain; by default the latest. */
export default class LinksController {
  async handle({ request, response }: HttpContext) {
    await throttle('proof', [request.ip()], { tries: 600, seconds: 3600, inGroups: true })
    const head = await feedHead()
    const to = numberIn(request.qs().to) ?? head?.sequence ?? 0
    const from = numberIn(request.qs().from) ?? Math.max(1, to - 499)
    if (to - from >= MOST_LINKS) {
      return response.status(422).json({ error: 'too_many', most: MOST_LINKS })
    }
    response.header('cache-control', 'public, no-cache')
    return response.json({
      chain: 'feed',
      hashed: HASHED,
      head: head && { sequence: head.sequence, hash: head.hash },
      links: await linksBetween(from, to),
    })
  }
}

function numberIn(text: unknown): number | null {
  const number = Number(text)
  return text !== '' && Number.isSafeInteger(number) && number > 0 ? number : null
}

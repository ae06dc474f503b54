import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { throttle } from '#shared/http/throttle'
import { wantsJson } from '#shared/http/wants_json'
import { feedHead } from '../feed_head.js'
import { postProof } from './post_proof.js'

/** What proves the feed: the chain's head, the links of a post, and how to check them oneself. */
export default class ProofController {
  async handle(ctx: HttpContext) {
    const { request, response, viewer, i18n } = ctx
    await throttle('proof', [request.ip()], { tries: 600, seconds: 3600, inGroups: true })
    const head = await feedHead()
    const text = String(request.qs().post ?? '').slice(0, 40)
    // What people paste may be the post's whole address.
    const id = Number(/(\d{1,15})\D*$/.exec(text)?.[1])
    const proof = id > 0 ? await postProof(id, viewer?.id ?? null) : null
    const missing = text !== '' && proof === null
    if (wantsJson(ctx)) {
      response.header('vary', 'accept, cookie')
      return response.status(missing ? 404 : 200).json(text === '' ? { head } : proof)
    }
    return page(
      ctx,
      'feed/proof',
      {
        head: head && { ...head, label: dateLabel(head.recordedAt, i18n.locale) },
        asked: text,
        missing,
        proof: proof && {
          ...proof,
          links: proof.links.map((link, index) => ({
            ...link,
            label: dateLabel(new Date(link.recorded_at), i18n.locale),
            right: proof.checks[index] === true,
          })),
        },
      },
      missing ? 404 : 200
    )
  }
}

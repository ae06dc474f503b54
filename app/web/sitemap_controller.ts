import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/installation'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { feedHead } from '#feed/feed_head'
import { publicPostsBetween } from '#feed/public_posts'

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** Links of the chain that one page of posts covers: never more addresses than a sitemap may hold. */
const SPAN = 10_000

const PAGES = [
  '',
  'about',
  'charter',
  'charter/history',
  'rules',
  'terms',
  'privacy',
  'legal',
  'contact',
  'join',
  'decide',
  'treasury',
  'support',
  'support/in-kind',
  'feed/proof',
  'credits',
]

/** For robots: the pages of this place and its public posts, page by page. Nobody's profile is in it. */
export default class SitemapController {
  async index(ctx: HttpContext) {
    await throttle('sitemap', [ctx.request.ip()], { tries: 600, seconds: 3600, inGroups: true })
    const head = await feedHead()
    const count = Math.ceil((head?.sequence ?? 0) / SPAN)
    const parts = Array.from({ length: count }, (_, index) => `/sitemap/posts/${index + 1}`)
    const entries = ['/sitemap/pages', ...parts].map(
      (path) => `<sitemap><loc>${appUrl}${path}</loc></sitemap>`
    )
    return send(ctx, `<sitemapindex xmlns="${NAMESPACE}">${entries.join('')}</sitemapindex>`)
  }

  async pages(ctx: HttpContext) {
    return send(ctx, urlSet(PAGES.map((path) => `<url><loc>${appUrl}/${path}</loc></url>`)))
  }

  async posts(ctx: HttpContext) {
    await throttle('sitemap', [ctx.request.ip()], { tries: 600, seconds: 3600, inGroups: true })
    const number = Number(ctx.params.number)
    const head = await feedHead()
    const from = (number - 1) * SPAN + 1
    if (number < 1 || from > (head?.sequence ?? 0)) throw new NotFound()
    const posts = await publicPostsBetween(from, number * SPAN)
    return send(
      ctx,
      urlSet(
        posts.map(
          ({ id, changedAt }) =>
            `<url><loc>${appUrl}/posts/${id}</loc><lastmod>${changedAt.toISOString()}</lastmod></url>`
        )
      )
    )
  }

  robots({ response }: HttpContext) {
    const closed = ['/demo/', '/sign-in/', '/join/', '/feeds/', '/me', '/settings/', '/setup']
    const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`)]
    response.header('content-type', 'text/plain; charset=utf-8')
    response.header('cache-control', 'public, max-age=3600')
    return response.send(`${lines.join('\n')}\n\nSitemap: ${appUrl}/sitemap.xml\n`)
  }
}

const urlSet = (entries: string[]) => `<urlset xmlns="${NAMESPACE}">${entries.join('')}</urlset>`

function send({ response }: HttpContext, xml: string) {
  response.header('content-type', 'application/xml; charset=utf-8')
  response.header('cache-control', 'public, max-age=3600')
  return response.send(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`)
}

import { errors as authErrors } from '@adonisjs/auth'
import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { localeOf } from '#shared/http/locale'
import { page } from '#shared/http/page'
import { TooManyRequests } from '#shared/http/refusals'
import { wantsJson } from '#shared/http/wants_json'

const KNOWN = new Set([400, 403, 404, 405, 409, 413, 415, 422, 429, 503])

/** Every error as a page (or as JSON when asked) that says what happened and what to do next. */
export default class PlacetteErrorHandler extends ExceptionHandler {
  protected override debug = false
  protected override ignoreStatuses = [400, 401, 403, 404, 405, 413, 415, 422, 429]

  override async handle(error: unknown, ctx: HttpContext) {
    // A request refused before the middleware ran still gets a page in its language.
    ctx.viewer ??= null
    ctx.i18n ??= i18nManager.locale(localeOf(ctx))
    if (error instanceof authErrors.E_UNAUTHORIZED_ACCESS) return this.#askToSignIn(ctx)
    const status = statusOf(error)
    if (error instanceof TooManyRequests) {
      ctx.response.header('retry-after', String(error.retryAfterSeconds))
    }
    const shown = KNOWN.has(status) ? status : status >= 500 ? 500 : 400
    return this.#show(ctx, status, `errors.${shown}`)
  }

  override async report(error: unknown, ctx: HttpContext) {
    // A sender that hung up halfway, or packed it badly, is no fault of ours.
    const { destroyed, complete } = ctx.request.request
    const type = (error as { type?: unknown } | null)?.type
    if (type === 'stream.not.readable' || (destroyed && !complete) || isBadlyPacked(error)) return
    await super.report(error, ctx)
  }

  #askToSignIn(ctx: HttpContext) {
    const { request, response } = ctx
    if (wantsJson(ctx)) return this.#show(ctx, 401, 'errors.401')
    const back =
      request.intended() === 'GET' ? `?next=${encodeURIComponent(request.url(true))}` : ''
    return response.redirect().status(303).toPath(`/sign-in${back}`)
  }

  async #show(ctx: HttpContext, status: number, key: string) {
    const { i18n, response } = ctx
    try {
      const sentence = i18n.t(`${key}.sentence`, status === 413 ? await limitsInForce() : {})
      if (wantsJson(ctx)) return response.status(status).json({ error: sentence })
      response.send(await page(ctx, 'web/error', { status, key, sentence }, status))
    } catch (fault) {
      // The page itself needs the database for the network's name: say it plainly without.
      await this.report(fault, ctx)
      if (wantsJson(ctx)) {
        return response.status(503).json({ error: i18n.t('errors.503.sentence') })
      }
      response.status(503).header('content-type', 'text/html; charset=utf-8')
      response.send(
        plainPage(i18n.locale, i18n.t('errors.503.title'), i18n.t('errors.503.sentence'))
      )
    }
  }
}

/** What the network has decided that a post may weigh. */
async function limitsInForce() {
  const book = await currentBook(clock.now())
  return { photos: book.value('feed.photos_per_post') }
}

/** What was sent is said to be packed, and is not so, or not all of it. */
function isBadlyPacked(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR'
}

function statusOf(error: unknown): number {
  if (isBadlyPacked(error)) return 400
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

function plainPage(locale: string, title: string, sentence: string) {
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${sentence}</p></html>`
}

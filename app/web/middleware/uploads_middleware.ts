import { rm } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { hasFormToken } from '#shared/http/form_token'
import { CrossSiteRefusal } from '#shared/http/refusals'

/** Checks the form's token where one is due, and leaves no uploaded file behind, however it ends. */
export default class UploadsMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    try {
      if (ctx.needsFormToken && !hasFormToken(ctx, ctx.request.input('_token'))) {
        throw new CrossSiteRefusal()
      }
      await next()
    } finally {
      if (ctx.request.is(['multipart/form-data'])) await this.#sweep(ctx)
    }
  }

  async #sweep({ request }: HttpContext) {
    const files = Object.values(request.allFiles()).flat()
    const paths = files.map((file) => file.tmpPath).filter((path) => path !== undefined)
    await Promise.all(paths.map((path) => rm(path, { force: true })))
  }
}

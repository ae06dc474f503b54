import { rm } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Leaves no uploaded file behind, however the request ends: a body refused halfway included. */
export default class UploadsMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    try {
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

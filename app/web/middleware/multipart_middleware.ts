import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { UPLOADS } from '../uploads.js'

// The library looks a field's name up in a plain object: `toString` would be found in it.
const ANY_NAME = ['*', ...Object.getOwnPropertyNames(Object.prototype)]

/** Reads forms that carry files, and leaves no upload behind, however the request ends. */
export default class MultipartMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    const multipart = request.multipart as HttpContext['request']['multipart'] | undefined
    if (!multipart) return next()
    const paths: string[] = []
    const receive = async (part: Readable, report: (chunk: Buffer) => void) => {
      const tmpPath = join(UPLOADS, randomUUID())
      paths.push(tmpPath)
      part.pause()
      part.on('data', report)
      try {
        await pipeline(part, createWriteStream(tmpPath, { mode: 0o600 }))
      } catch (error) {
        await rm(tmpPath, { force: true })
        throw error
      }
      return { tmpPath }
    }
    await mkdir(UPLOADS, { recursive: true, mode: 0o700 })
    for (const name of ANY_NAME) multipart.onFile(name, { deferValidations: true }, receive)
    try {
      await multipart.process()
      await next()
    } finally {
      await Promise.all(paths.map((path) => rm(path, { force: true })))
    }
  }
}

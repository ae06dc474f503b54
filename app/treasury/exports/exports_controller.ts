import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { yearsShown } from '../pages/years_shown.js'
import { EXPORT_FILES, type ExportFileKey } from './export_files.js'
import { exportedYear } from './exported_year.js'
import { openExport } from './open_export.js'

/** What people read, what programs read, and both with the documents behind them. */
const GROUPS = {
  everyday: ['xlsx', 'ods', 'statements', 'balance', 'csv'],
  whole: ['dossier'],
  elsewhere: ['fec', 'fec-description', 'hledger', 'beancount'],
} satisfies Record<string, ExportFileKey[]>

const ALLOWANCE = { tries: 60, seconds: 3600 }

/** The books of a year, to take away. */
export default class ExportsController {
  async index(ctx: HttpContext) {
    const { years, year } = await yearsShown(ctx)
    const facts = year && (await db.transaction((books) => exportedYear(year.year, books)))
    return page(ctx, 'treasury/exports', {
      facts,
      years: years.map((one) => ({
        year: one.year,
        href: `/treasury/exports?year=${one.year}`,
        current: one.year === year?.year,
      })),
      groups: Object.entries(GROUPS).map(([name, files]) => ({ name, files })),
    })
  }

  async show(ctx: HttpContext) {
    const { params, response } = ctx
    const key = EXPORT_FILES.find((name) => name === params.format)
    if (!key) throw new NotFound()
    await throttle('exports', [`person:${ctx.auth.getUserOrFail().id}`], ALLOWANCE)
    const file = await openExport(key, Number(params.year), clock.now())
    if (!file) throw new NotFound()
    response.header('content-type', file.mediaType)
    response.header('content-disposition', `attachment; filename="${file.name}"`)
    response.header('cache-control', 'private, no-store')
    const stream = Readable.from(file.content, { objectMode: false })
    // A file cut short must not look whole: the connection breaks instead of ending.
    stream.on('error', () => response.response.headersSent && response.response.destroy())
    response.stream(stream)
  }
}

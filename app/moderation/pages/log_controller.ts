import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { logBefore } from '../log/read_log.js'
import { mandateNames } from '../log/mandate_names.js'
import { lineInWords } from './line_in_words.js'

const PAGE = 40

/** The public log: every act, the last first; whoever audits also reads who held each mandate. */
export default class LogController {
  async index(ctx: HttpContext) {
    const { request, i18n, viewer, response } = ctx
    const asked = Number(request.input('before', Number.MAX_SAFE_INTEGER))
    const before = Number.isSafeInteger(asked) && asked > 0 ? asked : Number.MAX_SAFE_INTEGER
    const only = /^\d{4}-\d{4,8}$/.exec(String(request.input('case', '')))?.[0] ?? null
    const rows = await logBefore(before, PAGE + 1, only)
    const shown = rows.slice(0, PAGE)
    const next = rows.length > PAGE ? (shown.at(-1)?.sequence ?? null) : null
    if (wantsJson(ctx)) {
      return response.json({
        lines: shown.map(({ sequence, kind, text, happenedAt, previousHash, hash }) => ({
          ...{ sequence, kind, said: text, at: happenedAt.toISOString(), previousHash, hash },
        })),
        before: next,
      })
    }
    const names = viewer?.may('moderation.audit') ? await mandateNames(shown) : null
    return page(ctx, 'moderation/log', {
      only,
      next,
      audits: names !== null,
      lines: shown.map((row) => ({
        sequence: row.sequence,
        case: String(row.said.case ?? ''),
        on: dateLabel(row.happenedAt, i18n.locale),
        iso: row.happenedAt.toISOString(),
        hash: row.hash,
        ...lineInWords(row, i18n),
        who: names && (names.get(Number(row.said.mandate)) ?? null),
      })),
    })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { onCall } from '../cases/acting.js'
import { BREACHES } from '../cases/breaches.js'
import { restUntil } from '../cases/care.js'
import { exposuresOf } from '../cases/claim.js'
import { queueFor } from './queue_page.js'

const DAY = 86_400_000

/** What waits, the gravest first: the next case, what waits for a signature, appeals to answer. */
export default class QueueController {
  async handle(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    const now = clock.now()
    const queue = await queueFor(viewer.id, now, ctx.i18n)
    const exposures = await db.transaction((transaction) =>
      exposuresOf(viewer.id, new Date(now.getTime() - DAY), transaction)
    )
    const rest = restUntil(exposures, now)
    const called = await onCall(now)
    return page(ctx, 'moderation/queue', {
      ...queue,
      exposures: exposures.length,
      rest: rest && dateLabel(rest, ctx.i18n.locale),
      onCall: called.some(({ personId }) => personId === viewer.id),
      few: called.some(({ as }) => as === 'board'),
      breaches: BREACHES.map((breach) => ({
        value: breach,
        label: ctx.i18n.t(`moderation.breaches.${breach}.label`),
      })),
    })
  }
}

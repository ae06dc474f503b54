import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { notificationPage, placeOf, readNotifications } from './notifications.js'

/** What happened to me, and that I have read it. */
export default class NotificationsController {
  async index(ctx: HttpContext) {
    const { auth, request, i18n } = ctx
    const before = keyOf(request.input('before'))
    const list = await notificationPage(auth.getUserOrFail().id, before)
    const notifications = list.notifications.map((one) => ({
      ...one,
      href: placeOf(one),
      person: one.handle && {
        id: one.actor_id,
        name: one.name,
        photo: one.portrait_key ? { key: one.portrait_key } : null,
      },
      happenedAt: one.happened_at.toISOString(),
      happenedLabel: dateLabel(one.happened_at, i18n.locale),
    }))
    return page(ctx, 'letters/notifications', {
      notifications,
      newest: notifications[0]?.id ?? null,
      before: list.before,
      first: before === undefined,
    })
  }

  async read(ctx: HttpContext) {
    const { auth, request, response } = ctx
    const upTo = keyOf(request.input('up_to')) ?? Number.MAX_SAFE_INTEGER
    await readNotifications(auth.getUserOrFail().id, upTo, clock.now())
    leaveNotice(ctx, 'notifications_read')
    return response.redirect().status(303).toPath('/notifications')
  }
}

function keyOf(text: unknown): number | undefined {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

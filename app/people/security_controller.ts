import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { deviceName } from './device_name.js'
import { Person } from './person.js'
import { Passkey } from './passkeys/passkey.js'
import { AuthenticatorApp } from './second_factor/authenticator_app.js'
import { recoveryCodesLeft } from './second_factor/recovery_codes.js'
import { Session } from './session.js'

/** One's doors: how one signs in, from where one is signed in. */
export default class SecurityController {
  async handle(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    const { locale } = ctx.i18n
    const person = await Person.findOrFail(viewer.id)
    const sessions = await Session.query()
      .where({ personId: viewer.id, awaitsSecondFactor: false })
      .where('expiresAt', '>', clock.now())
      .orderBy('id', 'desc')
    const app = await AuthenticatorApp.find(viewer.id)
    return page(ctx, 'people/security', {
      person,
      fresh: viewer.hasJustSignedIn(clock.now()),
      appSince: app?.confirmedAt ? dayLabel(app.confirmedAt, locale) : null,
      codesLeft: await recoveryCodesLeft(viewer.id),
      passkeys: (await Passkey.of(viewer.id)).map(({ id, name, addedAt, lastUsedAt }) => ({
        id,
        name,
        addedLabel: dayLabel(addedAt, locale),
        usedLabel: lastUsedAt && dayLabel(lastUsedAt, locale),
      })),
      sessions: sessions.map((session) => ({
        id: session.id,
        here: session.id === viewer.sessionId,
        by: session.signedInBy,
        device: deviceName(session.userAgent),
        startedLabel: dayLabel(session.startedAt, locale),
      })),
    })
  }
}

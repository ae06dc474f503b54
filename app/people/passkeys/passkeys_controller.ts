import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound, Unfit } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { forgetFactorGiven } from '../second_factor/has_factor.js'
import { deviceName } from '../device_name.js'
import { tellDoorChanged } from '../tell_door_changed.js'
import { addForm, renameForm } from './passkey_forms.js'
import { Passkey } from './passkey.js'
import { sayRefusal } from './say_refusal.js'
import { registered } from './verification.js'

const PAGE = '/me/security'

/** One's passkeys: adding one (a script sends it), renaming, taking away. */
export default class PasskeysController {
  async store(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    await throttle('passkey-add', [String(viewer.id)], { tries: 30, seconds: 900 })
    const form = await readForm(ctx, addForm)
    if (!form.ok) return sayRefusal(ctx, 'not_understood')
    const at = clock.now()
    const made = { ...form.value.credential, clientExtensionResults: {} }
    const credential = await registered(made, viewer.id, at)
    if (!credential) return sayRefusal(ctx, 'refused')
    const name = form.value.name || this.#nameOfDevice(ctx)
    const added = await Passkey.add({ personId: viewer.id, name, credential }, at)
    if (!added.ok) return sayRefusal(ctx, added.refusal)
    await tellDoorChanged(viewer.id, 'passkey_added')
    leaveNotice(ctx, 'passkey_added')
    return ctx.response.status(201).json({ to: PAGE })
  }

  async update(ctx: HttpContext) {
    const passkey = await this.#own(ctx)
    const form = await readForm(ctx, renameForm)
    if (!form.ok) throw new Unfit()
    await passkey.rename(form.value.name)
    leaveNotice(ctx, 'passkey_renamed')
    return ctx.response.redirect().status(303).toPath(PAGE)
  }

  async destroy(ctx: HttpContext) {
    const passkey = await this.#own(ctx)
    await passkey.delete()
    await forgetFactorGiven(passkey.personId)
    await tellDoorChanged(passkey.personId, 'passkey_removed')
    leaveNotice(ctx, 'passkey_removed')
    return ctx.response.redirect().status(303).toPath(PAGE)
  }

  async #own(ctx: HttpContext): Promise<Passkey> {
    const personId = ctx.auth.getUserOrFail().id
    const passkey = await Passkey.query()
      .where({ id: Number(ctx.params.id), personId })
      .first()
    if (!passkey) throw new NotFound()
    return passkey
  }

  #nameOfDevice({ request, i18n }: HttpContext): string {
    return deviceName(request.header('user-agent') ?? '') ?? i18n.t('people.passkeys.unnamed')
  }
}

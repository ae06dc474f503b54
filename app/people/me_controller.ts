import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { giveTryBack, throttle } from '#shared/http/throttle'
import { currentBook } from '#rulebook/rule_book'
import { passwordForm, profileForm } from './account_forms.js'
import { Person } from './person.js'
import { sayOnFirstPosts } from './say_on_first_posts.js'
import type { Viewer } from './viewer.js'
import { Session } from './session.js'
import { tellDoorChanged } from './tell_door_changed.js'

/** One's own page: profile, photo, password, devices, mandates. */
export default class MeController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async update(ctx: HttpContext) {
    const form = await readForm(ctx, profileForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const person = await Person.findOrFail(ctx.auth.getUserOrFail().id)
    await person.rename(form.value.name, form.value.bio ?? '')
    leaveNotice(ctx, 'profile_saved')
    return ctx.response.redirect().status(303).toPath('/me')
  }

  async changePassword(ctx: HttpContext) {
    const form = await readForm(ctx, passwordForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const viewer = ctx.auth.getUserOrFail()
    const person = await Person.findOrFail(viewer.id)
    const proved =
      viewer.hasJustSignedIn(clock.now()) ||
      (await this.#knowsPassword(person, form.value.current_password))
    if (!proved) {
      return this.#page(ctx, { current_password: ctx.i18n.t('people.me.password_wrong') })
    }
    // First, so that a device signed out at this very instant changes nothing.
    const here = await ctx.auth.use('web').renew(viewer.id, {
      by: viewer.signedInBy,
      secondFactor: viewer.secondFactorAt !== null,
    })
    await person.choosePassword(form.value.password)
    // Whoever knew the old one is signed out; this device goes on with a session of its own.
    await Session.endOthers(viewer.id, here)
    await tellDoorChanged(viewer.id, 'password')
    leaveNotice(ctx, 'password_saved')
    return ctx.response.redirect().status(303).toPath('/me')
  }

  /** Guesses on a device left open are counted, as those of signing in are. */
  async #knowsPassword(person: Person, password: string | undefined): Promise<boolean> {
    if (!password) return false
    const tried = [String(person.id)]
    await throttle('password-change', tried, { tries: 10, seconds: 900 })
    const right = await person.hasAsPassword(password)
    if (right) await giveTryBack('password-change', tried)
    return right
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const viewer = ctx.auth.getUserOrFail()
    const person = await Person.findOrFail(viewer.id)
    const refused = Object.keys(errors).length > 0
    const sent = ctx.request.only(['name', 'bio'])
    const kept = { name: person.name, bio: person.bio }
    return page(
      ctx,
      'people/me',
      {
        person,
        typed: refused ? { ...kept, ...sent } : kept,
        errors,
        hasPassword: person.passwordHash !== null,
        proved: viewer.hasJustSignedIn(clock.now()),
        letsThrough: await letsFirstPostsThrough(viewer),
      },
      refused ? 422 : 200
    )
  }
}

/** Whether the page leads to newcomers' first posts: where there are any, to who has a say. */
async function letsFirstPostsThrough(viewer: Viewer): Promise<boolean> {
  if (viewer.holds('moderation.handle')) return true
  const open = (await currentBook(clock.now())).value('join.mode') === 'open'
  return open && (await sayOnFirstPosts(viewer, clock.now())) !== 'none'
}

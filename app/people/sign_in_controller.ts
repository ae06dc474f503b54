import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { giveTryBack, throttle } from '#shared/http/throttle'
import { signInForm } from './account_forms.js'
import { normaliseEmail, Person } from './person.js'
import { enter } from './second_factor/enter.js'
import { safePath } from './safe_path.js'
import { SignInLink } from './sign_in_link.js'

/**
 * Signing in: with a password at once, without one by a link in a letter. The page says the same
 * whether the address is known or not.
 */
export default class SignInController {
  async show(ctx: HttpContext) {
    const next = safePath(ctx.request.input('next'))
    if (ctx.viewer) return ctx.response.redirect().status(303).toPath(next)
    return page(ctx, 'people/sign_in', { typed: { email: '', next }, errors: {} })
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const form = await readForm(ctx, signInForm)
    const typed = {
      email: String(request.input('email') ?? ''),
      next: safePath(request.input('next')),
    }
    if (!form.ok) return page(ctx, 'people/sign_in', { typed, errors: form.refusal }, 422)
    const email = normaliseEmail(form.value.email)
    if (form.value.password) {
      const person = await this.#byPassword(ctx, email, form.value.password)
      if (!person) {
        const errors = { password: i18n.t('people.sign_in.wrong') }
        return page(ctx, 'people/sign_in', { typed, errors }, 422)
      }
      return enter(ctx, person.id, 'password', typed.next)
    }
    await throttle('sign-in-letter', [request.ip()], { tries: 30, seconds: 900 })
    await throttle('sign-in-letter', [email], { tries: 10, seconds: 900 })
    const person = await Person.byEmail(email)
    if (person) await SignInLink.send(person, clock.now(), typed.next)
    return response.redirect().status(303).toPath('/sign-in/sent')
  }

  /** Guesses are counted, by where they come from and by whom they are about; what is right is not. */
  async #byPassword({ request }: HttpContext, email: string, password: string) {
    await throttle('sign-in', [request.ip()], { tries: 30, seconds: 900 })
    await throttle('sign-in', [email], { tries: 10, seconds: 900 })
    const person = await Person.byPassword(email, password)
    if (person) await giveTryBack('sign-in', [request.ip(), email])
    return person
  }
}

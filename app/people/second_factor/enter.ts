import type { HttpContext } from '@adonisjs/core/http'
import type { SignedInBy } from '../viewer.js'
import { AuthenticatorApp } from './authenticator_app.js'

/**
 * Lets a person in who has proved who they are; one who has an authenticator is first asked for its
 * code, and until then the session opens nothing.
 */
export async function enter(ctx: HttpContext, personId: number, by: SignedInBy, next: string) {
  const awaits = await AuthenticatorApp.isSetUp(personId)
  await ctx.auth.use('web').login(personId, { by, awaits })
  const to = awaits ? `/sign-in/code?${new URLSearchParams({ next })}` : next
  return ctx.response.redirect().status(303).toPath(to)
}

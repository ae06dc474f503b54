import type { HttpContext } from '@adonisjs/core/http'
import { NotFound, Unfit } from '#shared/http/refusals'
import { Person } from '#people/person'
import { DEMO_HANDLES, DEMO_ROLES, type DemoRole } from './roles.js'

/** Demo only: becoming each role in one click; counts as a fresh sign-in with a second factor. */
export default class DemoSignInController {
  async handle(ctx: HttpContext) {
    const { request, response } = ctx
    const role = request.input('role') as DemoRole
    const json = request.header('x-demo') === '1'
    if (!DEMO_ROLES.includes(role)) {
      if (json) return response.status(422).json({ error: 'role' })
      throw new Unfit()
    }
    if (role === 'visitor') {
      await ctx.auth.use('web').logout()
      return json ? response.json({ role }) : response.redirect().status(303).toPath('/')
    }
    const person = await Person.findBy('handle', DEMO_HANDLES[role])
    if (!person) {
      if (json) return response.status(404).json({ error: 'demo:seed' })
      throw new NotFound()
    }
    await ctx.auth.use('web').login(person.id, { by: 'demo', secondFactor: true })
    if (json) return response.json({ role, id: person.id, handle: person.handle })
    return response.redirect().status(303).toPath('/feed')
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { throttle } from '#shared/http/throttle'
import { suggestedPeople } from './suggested_people.js'

const EACH_MINUTE = { tries: 240, seconds: 60, inGroups: true }

/** Whom one may mean after an `@`: for the script that helps to write. */
export default class SuggestionsController {
  async handle(ctx: HttpContext) {
    const { auth, request, response } = ctx
    const writer = auth.getUserOrFail()
    await throttle('suggest', [String(writer.id)], EACH_MINUTE)
    const typed = request.input('start')
    const people = typeof typed === 'string' ? await suggestedPeople(typed, writer.id) : []
    response.header('cache-control', 'private, no-store')
    return response.json({ people })
  }
}

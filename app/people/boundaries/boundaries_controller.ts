import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { Person } from '../person.js'
import { safePath } from '../safe_path.js'
import { block, blocks, unblock } from './blocks.js'
import { mute, mutedBy, unmute } from './mutes.js'
import { muteForm } from './spans.js'

const ALLOWED = { tries: 120, seconds: 3600 }

/** Keeping one's distance from someone: not reading them for a while, or blocking them. */
export default class BoundariesController {
  async show(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const person = await findAnother(ctx)
    const [muted] = await mutedBy(id, clock.now(), person.id)
    return page(ctx, 'people/distance', {
      person,
      blocked: await blocks(id, person.id),
      muted: muted ? { until: muted.until && dateLabel(muted.until, ctx.i18n.locale) } : null,
    })
  }

  async block(ctx: HttpContext) {
    const person = await findAnother(ctx)
    await block(await actor(ctx), person.id, clock.now())
    return done(ctx, person, 'blocked')
  }

  async unblock(ctx: HttpContext) {
    const person = await findAnother(ctx)
    await unblock(await actor(ctx), person.id)
    return done(ctx, person, 'unblocked')
  }

  async mute(ctx: HttpContext) {
    const person = await findAnother(ctx)
    const form = await readForm(ctx, muteForm)
    if (!form.ok) return done(ctx, person, 'mute_span_missing')
    await mute(await actor(ctx), person.id, form.value.span, clock.now())
    return done(ctx, person, 'muted')
  }

  async unmute(ctx: HttpContext) {
    const person = await findAnother(ctx)
    await unmute(await actor(ctx), person.id)
    return done(ctx, person, 'unmuted')
  }
}

async function actor(ctx: HttpContext): Promise<number> {
  const { id } = ctx.auth.getUserOrFail()
  await throttle('boundaries', [String(id)], ALLOWED)
  return id
}

/** The person of the address; nobody keeps a distance from oneself. */
async function findAnother({ auth, params }: HttpContext): Promise<Person> {
  const id = Number(params.id)
  const person = Number.isSafeInteger(id) ? await Person.find(id) : null
  if (!person || person.id === auth.getUserOrFail().id) throw new NotFound()
  return person
}

function done(ctx: HttpContext, person: Person, notice: string) {
  leaveNotice(ctx, notice)
  const back = safePath(ctx.request.input('back'), `/people/${person.id}/distance`)
  return ctx.response.redirect().status(303).toPath(back)
}

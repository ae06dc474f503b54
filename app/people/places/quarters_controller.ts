import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { communeByCode, type Commune } from './communes.js'
import { Place } from './place.js'
import { quarterForm } from './place_forms.js'

/** Naming a quarter of a commune, for everyone to choose. */
export default class QuartersController {
  async create(ctx: HttpContext) {
    const commune = await communeAsked(ctx)
    return commune ? this.#form(ctx, commune) : searchFirst(ctx)
  }

  async store(ctx: HttpContext) {
    const { i18n, response } = ctx
    const commune = await communeAsked(ctx)
    if (!commune) return searchFirst(ctx)
    const form = await readForm(ctx, quarterForm)
    if (!form.ok) return this.#form(ctx, commune, form.refusal)
    const { name } = form.value
    const at = clock.now()
    const parent = await Place.ofCommune(commune, at)
    const addedById = ctx.auth.getUserOrFail().id
    const result = await Place.addQuarter({ name, commune: parent, addedById }, at)
    if (!result.ok)
      return this.#form(ctx, commune, { name: i18n.t(`people.quarter_refusals.${result.refusal}`) })
    leaveNotice(ctx, 'quarter_added')
    return response.redirect().status(303).toPath(`/places/${result.value.slug}`)
  }

  async #form(ctx: HttpContext, commune: Commune, errors: FieldErrors = {}) {
    const refused = Object.keys(errors).length > 0
    const typed = ctx.request.only(['name'])
    return page(ctx, 'people/new_quarter', { commune, typed, errors }, refused ? 422 : 200)
  }
}

async function communeAsked({ request }: HttpContext): Promise<Commune | null> {
  const code: unknown = request.input('commune')
  return typeof code === 'string' ? communeByCode(code) : null
}

/** A quarter is of a commune, which is found on the page of places. */
function searchFirst(ctx: HttpContext) {
  leaveNotice(ctx, 'place_unknown', 'warning')
  return ctx.response.redirect().status(303).toPath('/places')
}

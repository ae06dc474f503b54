import type { HttpContext } from '@adonisjs/core/http'
import { typedCents } from '#shared/euros'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { MOST_PROJECTS, projectsOf, putForward, takeBack } from '../proposing/projects.js'
import { actOn } from './act_on.js'
import { permitted } from './permitted.js'
import { projectForm } from './proposal_forms.js'

/** Projects for a budget, put forward while it is discussed, and taken back. */
export default class ProjectsController {
  async create(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const { payload } = await permitted(ctx, 'put_forward', { late: true })
    const form = await readForm(ctx, projectForm)
    const cents = typedCents(String(ctx.request.input('cost') ?? '').slice(0, 20))
    const errors: FieldErrors = form.ok ? {} : { ...form.refusal }
    if (!cents) errors.cost = ctx.i18n.t('decide.refusals.impossible_amount')
    else if (cents > Number(payload.cents)) {
      errors.cost = ctx.i18n.t('decide.refusals.project_too_dear')
    }
    if (!form.ok || !cents || errors.cost) return this.#page(ctx, errors)
    const { title, body } = form.value
    return actOn(ctx, 'put_forward', async ({ read, reader, at, transaction }) => {
      const there = await projectsOf(read.id, transaction)
      if (there.length >= MOST_PROJECTS) return { notice: 'projects_full', outcome: 'warning' }
      const project = { title, body, cents, authorId: reader.personId }
      await putForward(read.id, project, at, transaction)
      return { notice: 'project_put_forward', at: '#projects' }
    })
  }

  destroy(ctx: HttpContext) {
    const projectId = Number(ctx.params.projectId)
    return actOn(ctx, 'take_back', async ({ read, reader, at, transaction }) => {
      const of = { proposalId: read.id, projectId, personId: reader.personId }
      if (!(await takeBack(of, at, transaction))) throw new NotFound()
      return { notice: 'project_taken_back', at: '#projects' }
    })
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const { id, title } = await permitted(ctx, 'put_forward')
    const typed = (name: string) => String(ctx.request.input(name) ?? '')
    const values = { title: typed('title'), cost: typed('cost'), body: typed('body') }
    const bad = Object.keys(errors).length > 0
    const state = { proposal: { id, title }, values, errors }
    return page(ctx, 'governance/project_form', state, bad ? 422 : 200)
  }
}

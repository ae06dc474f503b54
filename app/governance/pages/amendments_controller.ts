import type { HttpContext } from '@adonisjs/core/http'
import { proposeAmendment } from '../proposing/amendments.js'
import { actOn } from './act_on.js'
import { permitted } from './permitted.js'
import { proposalFormPage, type FormPlace } from './proposal_form_page.js'
import { readProposalForm } from './read_proposal_form.js'

/** Offering other words for a proposal, in its own form. */
export default class AmendmentsController {
  async create(ctx: HttpContext) {
    const { place, stands } = await this.#amended(ctx)
    return proposalFormPage(ctx, place, stands)
  }

  async store(ctx: HttpContext) {
    const { place, stands } = await this.#amended(ctx)
    const typed = await readProposalForm(ctx, place.kind, stands, true)
    const { words, reason } = typed
    if (!words || ctx.request.input('step') !== 'keep') {
      return proposalFormPage(ctx, place, stands, typed, true)
    }
    return actOn(ctx, 'amend', async ({ proposal, reader, at, transaction }) => {
      const amendment = { ...words, reason, version: stands.version, personId: reader.personId }
      await proposeAmendment(proposal, amendment, at, transaction)
      return { notice: 'amendment_proposed', at: '#amendments' }
    })
  }

  async #amended(ctx: HttpContext) {
    const stands = await permitted(ctx, 'amend')
    const place: FormPlace = {
      ...{ mode: 'amend', kind: stands.kind, back: `/decide/${stands.id}` },
      action: `/decide/${stands.id}/amendments`,
      version: stands.version,
    }
    return { place, stands }
  }
}

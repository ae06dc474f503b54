import type { HttpContext } from '@adonisjs/core/http'
import { readForm } from '#shared/http/read_form'
import { actOn } from './act_on.js'
import { candidacyForm } from './proposal_forms.js'
import { permitted } from './permitted.js'
import { showProposal } from './show_proposal.js'

/** Standing in an election, and taking one's candidacy back. */
export default class CandidaciesController {
  async store(ctx: HttpContext) {
    await permitted(ctx, 'stand', { late: true })
    const form = await readForm(ctx, candidacyForm)
    if (!form.ok) {
      return showProposal(ctx, { field: 'statement', error: form.refusal.statement ?? '' })
    }
    const { statement } = form.value
    return actOn(ctx, 'stand', async ({ proposal, reader, at, transaction }) => {
      await proposal.stand({ personId: reader.personId, statement }, at, transaction)
      return { notice: 'candidacy_declared', at: '#candidates' }
    })
  }

  destroy(ctx: HttpContext) {
    return actOn(ctx, 'stand_down', async ({ proposal, reader, at, transaction }) => {
      await proposal.standDown(reader.personId, at, transaction)
      return { notice: 'candidacy_withdrawn', at: '#candidates' }
    })
  }
}

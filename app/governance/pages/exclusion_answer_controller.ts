import type { HttpContext } from '@adonisjs/core/http'
import { NotAllowed } from '#shared/http/refusals'
import { readForm } from '#shared/http/read_form'
import { answerExclusion, exclusionAnswer } from '../proposing/exclusion_answer.js'
import { actOn } from './act_on.js'
import { exclusionAnswerForm } from './proposal_forms.js'
import { showProposal } from './show_proposal.js'

/** Whom an exclusion concerns is heard first: their answer stands above the vote. */
export default class ExclusionAnswerController {
  async handle(ctx: HttpContext) {
    const form = await readForm(ctx, exclusionAnswerForm)
    return actOn(ctx, 'answer_exclusion', async ({ read, reader, at, transaction }) => {
      if (Number(read.payload.personId) !== reader.personId) throw new NotAllowed()
      if (!form.ok) {
        const mending = { field: 'answer', error: form.refusal.answer ?? '' } as const
        return { answer: () => showProposal(ctx, mending) }
      }
      if (await exclusionAnswer(read.id, transaction)) {
        return { notice: 'proposal_moved_on', outcome: 'warning' }
      }
      const said = { proposalId: read.id, personId: reader.personId, body: form.value.answer }
      await answerExclusion(said, at, transaction)
      return { notice: 'exclusion_answered', at: '#heard' }
    })
  }
}

import { Organisation } from '#organisation/organisation'
import { LEGAL_FORMS } from '#organisation/organisation_form'
import { impossible, type Enactment } from '#shared/wiring/enactment'
import { formAwaited } from '../forms/form_awaited.js'

/**
 * The members decide that the network takes another legal form. The decision is the record of it:
 * words and books change once the registration is written down, since a form exists from then on.
 */
export const legalForm: Enactment = {
  kind: 'legal_form',

  async validate(payload, _at, transaction) {
    const form = LEGAL_FORMS.find((one) => one === payload.form)
    if (!form) return impossible('unknown_form')
    const { legalForm: present } = await Organisation.findOrFail(1, { client: transaction })
    if (form === present) return impossible('already_so')
    if (await formAwaited(transaction)) return impossible('form_awaited')
    return { ok: true, value: { form } }
  },

  describe: ({ form }) => ({ key: 'legal_form', words: { form: String(form) } }),

  // What was decided is the row of the enactment itself, until its registration.
  enact: async ({ form }) => ({ form }),
}

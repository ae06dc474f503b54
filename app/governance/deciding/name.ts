import { Organisation } from '#organisation/organisation'
import { impossible, type Enactment } from '#shared/wiring/enactment'
import { optionsIn } from './consultation.js'

const MOST = 12
const LONGEST = 80

/** The members choose the network's name among several; the one it has stands among them. */
export const name: Enactment = {
  kind: 'name',

  async validate(payload, _at, transaction) {
    const options = optionsIn(payload)
    const { name: present } = await Organisation.findOrFail(1, { client: transaction })
    if (options.length === 0) return impossible('name_missing')
    if (options.length > MOST) return impossible('too_many_options', { most: MOST })
    if (options.some((option) => [...option].length > LONGEST)) {
      return impossible('option_too_long', { most: LONGEST })
    }
    const spoken = new Set([present, ...options].map((one) => one.toLocaleLowerCase('fr')))
    if (spoken.size <= options.length) return impossible('option_twice')
    return { ok: true, value: { options } }
  },

  describe: () => ({ key: 'name', words: {} }),

  async enact(_payload, { proposalId, at, winners }, transaction) {
    const [winner] = winners
    if (!winner) throw new Error(`Proposal ${proposalId} chose no name`)
    await Organisation.decide({ name: winner.label }, { proposalId, at }, transaction)
    return { name: winner.label }
  },
}

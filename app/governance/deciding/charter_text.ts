import { Organisation } from '#organisation/organisation'
import { impossible, type Enactment } from '#shared/wiring/enactment'

const LONGEST = 20_000

/** The members adopt the words of the charter; the first time, this ends the founding phase. */
export const charterText: Enactment = {
  kind: 'charter',

  async validate(payload, _at, transaction) {
    const [french, english] = [textOf(payload.fr), textOf(payload.en)]
    if (!french) return impossible('charter_empty')
    if (Math.max(french.length, english.length) > LONGEST) {
      return impossible('charter_too_long', { most: LONGEST })
    }
    const organisation = await Organisation.findOrFail(1, { client: transaction })
    const same = organisation.charterFr === french && organisation.charterEn === english
    if (same && organisation.charterAdoptedAt) {
      return impossible('already_so')
    }
    return { ok: true, value: { fr: french, en: english } }
  },

  describe: () => ({ key: 'charter', words: {} }),

  async enact(payload, { proposalId, at }, transaction) {
    const [charterFr, charterEn] = [textOf(payload.fr), textOf(payload.en)]
    await Organisation.adoptCharterText({ charterFr, charterEn, proposalId }, at, transaction)
    return {}
  },
}

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')

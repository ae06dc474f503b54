import { tidyName } from '#shared/visible_text'
import { impossible, type Enactment } from '#shared/wiring/enactment'

const MOST = 12
const LONGEST = 120

/**
 * Asks the members what they think, of the proposal as it is or of several answers. Labelled
 * consultative, it changes nothing by itself.
 */
export const consultation: Enactment = {
  kind: 'consultation',

  async validate(payload) {
    const options = optionsIn(payload)
    if (options.length === 0) return { ok: true, value: {} }
    if (options.length === 1) return impossible('one_option')
    if (options.length > MOST) return impossible('too_many_options', { most: MOST })
    if (options.some((option) => [...option].length > LONGEST)) {
      return impossible('option_too_long', { most: LONGEST })
    }
    const names = new Set(options.map((option) => option.toLocaleLowerCase('fr')))
    if (names.size < options.length) return impossible('option_twice')
    return { ok: true, value: { options } }
  },

  describe: () => ({ key: 'consultation', words: {} }),
  enact: async () => ({}),
}

/** The answers that a consultation offers; none when it is answered for or against. */
export function optionsIn(payload: Record<string, unknown>): string[] {
  const { options } = payload
  if (!Array.isArray(options)) return []
  return options
    .filter((one): one is string => typeof one === 'string')
    .map(tidyName)
    .filter((one) => one !== '')
}

import type { Enactment } from '#shared/wiring/enactment'

/** Asks the members what they think; labelled consultative, it changes nothing by itself. */
export const consultation: Enactment = {
  kind: 'consultation',
  validate: async () => ({ ok: true, value: {} }),
  describe: () => ({ key: 'consultation', words: {} }),
  enact: async () => ({}),
}

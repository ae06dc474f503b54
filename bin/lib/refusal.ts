/** Something the person who typed the command must settle: one clear sentence, no stack. */
export class Refusal extends Error {
  override name = 'Refusal'
}

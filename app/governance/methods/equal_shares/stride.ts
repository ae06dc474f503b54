/** How many steps are tried at once: longer after successes, and more slowly the more it was in vain. */
export class Stride {
  span = 1
  #successes = 0
  #patience = 0

  lengthen(): void {
    if (this.#successes++ < this.#patience) return
    this.span *= 2
    this.#successes = 0
    this.#patience >>= 1
  }

  shorten(): void {
    this.span = Math.max(1, Math.floor(this.span / 2))
    this.#successes = 0
    this.#patience = Math.min(8, 2 * this.#patience + 1)
  }
}

/**
 * A bounded memory of pieces of pages made once, in the bytes that are sent; when full, the oldest
 * tenth goes.
 */
export class Kept {
  #pieces = new Map<string, Buffer>()

  constructor(private capacity: number) {}

  get(key: string): Buffer | null {
    return this.#pieces.get(key) ?? null
  }

  set(key: string, piece: Buffer): void {
    if (this.#pieces.size >= this.capacity) this.#forgetOldest()
    this.#pieces.set(key, piece)
  }

  clear(): void {
    this.#pieces.clear()
  }

  // A Map gives its keys in the order in which they came.
  #forgetOldest() {
    let excess = Math.ceil(this.capacity / 10)
    for (const key of this.#pieces.keys()) {
      this.#pieces.delete(key)
      if ((excess -= 1) === 0) return
    }
  }
}

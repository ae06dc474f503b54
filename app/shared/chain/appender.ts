import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Clock } from '../clock.js'
import { prepared } from '../prepared.js'

/** Something to be written in a chain: asked for in the transaction in which it happens. */
export interface ChainEvent {
  kind: string
  subjectId: number
  contentHash: Buffer
}

const BATCH = 500

const MOMENT = 25

/**
 * Writes one chain. An event is recorded as pending inside its own transaction, so it cannot be
 * lost; numbers and hashes are then given out in batches behind one lock, so that writers never
 * queue for each other's commit, and a reader who has seen n has seen all below n.
 */
export class ChainAppender {
  #current: Promise<void> | null = null
  #next: Promise<void> | null = null
  #soon: NodeJS.Timeout | null = null

  constructor(
    readonly chain: string,
    private clock: Clock,
    /** Appends what is pending, at most $2 links at the instant $1, and says how many as `count`. */
    private append = `select cardinality(append_to_chain('${chain}', $1, $2)) as count`
  ) {}

  /** Asks for links, inside the transaction of what they speak of. */
  async record(events: ChainEvent[], transaction: TransactionClientContract): Promise<void> {
    if (events.length === 0) return
    await transaction.table('chain_pending').multiInsert(
      events.map((event) => ({
        chain: this.chain,
        kind: event.kind,
        subject_id: event.subjectId,
        content_hash: event.contentHash,
      }))
    )
  }

  /** Resolves once everything pending at the call stands in the chain; calls share their batches. */
  async flush(): Promise<void> {
    if (this.#soon) clearTimeout(this.#soon)
    this.#soon = null
    if (!this.#next) {
      const before = this.#current ?? Promise.resolve()
      const batch: Promise<void> = before
        .catch(() => {})
        .then(() => {
          this.#current = batch
          this.#next = null
          return this.#appendAll()
        })
      this.#next = batch
    }
    return this.#next
  }

  /** Appends in a moment, with all else that comes until then: for what nobody waits for. */
  flushSoon(): void {
    this.#soon ??= setTimeout(() => void this.flush().catch(() => {}), MOMENT).unref()
  }

  async #appendAll() {
    while ((await this.#appendBatch()) === BATCH);
  }

  async #appendBatch(): Promise<number> {
    const statement = { name: `shared.append.${this.chain}`, text: this.append }
    const [row] = await prepared<{ count: number }>(statement, [this.clock.now(), BATCH])
    return row?.count ?? 0
  }
}

import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Clock } from '../clock.js'
import { prepared } from '../prepared.js'
import { nextLink, type ChainEntry } from './link.js'

/** Something to be written in a chain: asked for in the transaction in which it happens. */
export interface ChainEvent {
  kind: string
  subjectId: number
  contentHash: Buffer
}

interface PendingRow {
  id: number
  kind: string
  subject_id: number
  content_hash: Buffer
  head_sequence: number | null
  head_hash: Buffer | null
}

const BATCH = 500

const MOMENT = 25

const LOCK = { name: 'shared.chain_lock', text: 'select pg_advisory_xact_lock(hashtext($1))' }

/** What is pending, each row with the chain's head beside it. */
const TAKE = {
  name: 'shared.chain_take',
  text: `with taken as (
      delete from chain_pending where id in
        (select id from chain_pending where chain = $1 order by id limit $2)
      returning id, kind, subject_id, content_hash
    ), head as (
      select sequence, hash from chain_entries where chain = $1 order by sequence desc limit 1
    )
    select taken.*, head.sequence as head_sequence, head.hash as head_hash
      from taken left join head on true order by taken.id`,
}

const INSERT = `insert into chain_entries
    (chain, sequence, kind, subject_id, content_hash, recorded_at, previous_hash, hash)
  select * from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::bytea[],
    $6::timestamptz[], $7::bytea[], $8::bytea[])
  returning sequence, kind, subject_id, recorded_at`

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
    /** What the links change elsewhere: the end of a statement that reads them from `added`. */
    private consequence = 'select from added'
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
    return db.transaction(async (transaction) => {
      await prepared(LOCK, [`chain:${this.chain}`], transaction)
      const pending = await prepared<PendingRow>(TAKE, [this.chain, BATCH], transaction)
      if (pending.length === 0) return 0
      await this.#insert(this.#link(pending), transaction)
      return pending.length
    })
  }

  #link(pending: PendingRow[]): ChainEntry[] {
    const recordedAt = this.clock.now()
    let last = headOf(pending)
    return pending.map((row) => {
      const entry = nextLink(last, {
        chain: this.chain,
        kind: row.kind,
        subjectId: row.subject_id,
        contentHash: row.content_hash,
        recordedAt,
      })
      last = entry
      return entry
    })
  }

  async #insert(entries: ChainEntry[], transaction: TransactionClientContract) {
    const statement = {
      name: `shared.chain_insert.${this.chain}`,
      text: `with added as (${INSERT}) ${this.consequence}`,
    }
    const columns = [
      entries.map((entry) => entry.chain),
      entries.map((entry) => entry.sequence),
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.subjectId),
      entries.map((entry) => entry.contentHash),
      entries.map((entry) => entry.recordedAt),
      entries.map((entry) => entry.previousHash),
      entries.map((entry) => entry.hash),
    ]
    await prepared(statement, columns, transaction)
  }
}

function headOf([row]: PendingRow[]): { sequence: number; hash: Buffer } | null {
  if (!row || row.head_sequence === null || row.head_hash === null) return null
  return { sequence: row.head_sequence, hash: row.head_hash }
}

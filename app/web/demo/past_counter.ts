import { randomUUID } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { applySeen } from '#payments/applying/apply_seen'
import { creditorReference } from '#payments/offline/creditor_reference'
import { seenOffline, type ReceiptRow } from '#payments/offline/seen_offline'
import type { PaymentIntent } from '#payments/payment_intent'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { versionOf, writeAttempt } from './past_page.js'

const DAY = 86_400_000

const ORDER = {
  name: 'demo.past_order',
  text: `insert into offline_orders (ref, provider, intent_id, amount_cents, bank_details_id, idempotency_key,
      created_at, expires_at)
    values ($1, $2, $3, $4, case when $2 = 'transfer' then (select max(id) from bank_details) end, $5, $6, $7)`,
}

const RECEIPT = {
  name: 'demo.past_receipt',
  text: `insert into offline_receipts (ref, kind, amount_cents, received_on, note, form_key, entered_by_id, entered_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
}

const COUNTED = {
  name: 'demo.past_count',
  text: `insert into receipt_confirmations (receipt_id, confirmed_by_id, confirmed_at) values ($1, $2, $3)`,
}

/** What was asked for by transfer, cheque or in cash in the past, and what came of it. */
export class PastOrder {
  private receipt: ReceiptRow | null = null

  private constructor(
    private intent: PaymentIntent,
    private ref: string,
    private kind: ReceiptRow['kind'],
    private createdAt: Date,
    private transaction: TransactionClientContract
  ) {}

  static async open(
    intent: PaymentIntent,
    kind: ReceiptRow['kind'],
    at: Date,
    transaction: TransactionClientContract
  ): Promise<PastOrder> {
    const { id: intentId, amountCents } = intent
    const provider = kind === 'transfer' ? 'transfer' : 'cash_cheque'
    const key = `${intentId}:1:checkout`
    const ref = creditorReference(key)
    const expiresAt = new Date(at.getTime() + 60 * DAY)
    await writeAttempt({ intentId, provider, ref, expiresAt }, at, transaction)
    const values = [ref, provider, intentId, amountCents, key, at, expiresAt]
    await prepared(ORDER, values, transaction)
    return new PastOrder(intent, ref, kind, at, transaction)
  }

  /** The treasurer enters what came, all of it; cash is nothing until another has counted it. */
  async receive(enteredById: number, note: string, at: Date): Promise<void> {
    const { amountCents } = this.intent
    const receivedOn = parisDay(at)
    const [row] = await prepared<{ id: number }>(
      RECEIPT,
      [this.ref, this.kind, amountCents, receivedOn, note, randomUUID(), enteredById, at],
      this.transaction
    )
    if (!row) throw new Error(`Nothing was entered for ${this.ref}`)
    const confirmed = this.kind !== 'cash'
    this.receipt = {
      id: row.id,
      kind: this.kind,
      amountCents,
      receivedOn,
      confirmed,
      reversal: null,
    }
    if (confirmed) await this.#apply(at)
  }

  async count(countedById: number, at: Date): Promise<void> {
    if (!this.receipt) throw new Error(`Nothing was entered for ${this.ref}`)
    await prepared(COUNTED, [this.receipt.id, countedById, at], this.transaction)
    this.receipt = { ...this.receipt, confirmed: true }
    await this.#apply(at)
  }

  async #apply(at: Date): Promise<void> {
    const { id: intentId, amountCents } = this.intent
    const { ref, createdAt, receipt, transaction } = this
    const order = { ref, intentId, amountCents, createdAt, canceledAt: null }
    const seen = seenOffline(order, receipt ? [receipt] : [])
    if (seen.about !== 'intent') throw new Error(`No paper speaks of ${ref}`)
    const provider = this.kind === 'transfer' ? 'transfer' : 'cash_cheque'
    const version = await versionOf(intentId, transaction)
    await applySeen(provider, seen, version, 'button', at, transaction)
  }
}

import type { Amounts } from './amount.js'
import type { FecRow } from './fields.js'
import type { Tell } from './faults.js'

export type TrialBalance = ReadonlyMap<string, Amounts>

/**
 * What a file says of each account, added up: one name for each, in the chart; the whole balanced;
 * lettered groups at zero; the same totals as our own trial balance. It grows with the accounts and
 * the open letterings, not with the lines.
 */
export class AccountSums {
  readonly #tell: Tell
  readonly #accounts: ReadonlyMap<string, string> | undefined
  readonly #sums = new Map<string, Amounts & { label: string }>()
  readonly #lettered = new Map<string, { cents: number; line: number }>()
  #complete = true

  constructor(accounts: ReadonlyMap<string, string> | undefined, tell: Tell) {
    this.#accounts = accounts
    this.#tell = tell
  }

  /** Takes the next line; `amounts` is null when they could not be read. */
  add(row: FecRow, line: number, amounts: Amounts | null): void {
    const sum = this.#sumOf(row, line)
    if (!amounts) return this.skip()
    sum.debitCents += amounts.debitCents
    sum.creditCents += amounts.creditCents
    if (row.EcritureLet.trim() !== '') this.#letter(row, line, amounts)
  }

  /** A line that could not be read is missing from every total: none is compared any more. */
  skip(): void {
    this.#complete = false
  }

  /** Compares the totals, after the last line. */
  close(trialBalance: TrialBalance | undefined): void {
    if (!this.#complete) return
    let total = 0
    for (const { debitCents, creditCents } of this.#sums.values()) total += debitCents - creditCents
    if (total !== 0) this.#tell('file_balance', 0, String(total))
    for (const [group, { line }] of this.#lettered) {
      this.#tell('lettering_balance', line, group.split('\t').join(' '))
    }
    if (trialBalance) this.#compare(trialBalance)
  }

  #sumOf(row: FecRow, line: number): Amounts & { label: string } {
    const { CompteNum: code, CompteLib: label } = row
    const known = this.#sums.get(code)
    if (known) {
      if (known.label === '') known.label = label
      if (label.trim() !== '' && label !== known.label) this.#tell('account_label', line, code)
      return known
    }
    const expected = this.#accounts?.get(code)
    if (this.#accounts && expected === undefined && /^\d{3}/.test(code)) {
      this.#tell('account_known', line, code)
    }
    if (expected !== undefined && label.trim() !== '' && label !== expected) {
      this.#tell('account_label', line, code)
    }
    const sum = { label: expected ?? label, debitCents: 0, creditCents: 0 }
    this.#sums.set(code, sum)
    return sum
  }

  #letter(row: FecRow, line: number, { debitCents, creditCents }: Amounts): void {
    const group = [row.CompteNum, row.CompAuxNum, row.EcritureLet].join('\t')
    const cents = (this.#lettered.get(group)?.cents ?? 0) + debitCents - creditCents
    if (cents === 0) this.#lettered.delete(group)
    else this.#lettered.set(group, { cents, line })
  }

  #compare(trialBalance: TrialBalance): void {
    const none = { debitCents: 0, creditCents: 0 }
    for (const code of new Set([...this.#sums.keys(), ...trialBalance.keys()])) {
      const ours = trialBalance.get(code) ?? none
      const theirs = this.#sums.get(code) ?? none
      const same = ours.debitCents === theirs.debitCents && ours.creditCents === theirs.creditCents
      if (same) continue
      const said = `${theirs.debitCents} ${theirs.creditCents}`
      this.#tell('trial_balance', 0, `${code} ${said} / ${ours.debitCents} ${ours.creditCents}`)
    }
  }
}

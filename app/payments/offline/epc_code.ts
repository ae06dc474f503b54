import { toString } from 'qrcode'

/** What a transfer is to say (EPC069-12, version 002). */
export interface Transfer {
  holder: string
  iban: string
  bic: string | null
  amountCents: number
  /** A creditor reference of ISO 11649. */
  reference: string
}

const LONGEST_HOLDER = 70

/** The text of the code by which banks' applications fill in a transfer of euros. */
export function epcPayload({ holder, iban, bic, amountCents, reference }: Transfer): string {
  const euros = `${Math.floor(amountCents / 100)}.${String(amountCents % 100).padStart(2, '0')}`
  const lines = [
    'BCD',
    '002',
    '1', // UTF-8
    'SCT',
    bic ?? '',
    [...holder.replace(/\s+/g, ' ')].slice(0, LONGEST_HOLDER).join(''),
    iban,
    `EUR${euros}`,
    '', // no purpose
    reference,
  ]
  return lines.join('\n')
}

/** The code as a picture; error correction M, as the norm asks. */
export function epcCode(transfer: Transfer): Promise<string> {
  return toString(epcPayload(transfer), { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
}

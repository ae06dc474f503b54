import { createHash } from 'node:crypto'

const DIGITS = 15
const SHAPE = /^RF\d\d[0-9A-Z]{1,21}$/

/** The two check digits of a creditor reference (ISO 11649, ISO 7064 MOD 97-10) over its own part. */
export function checkDigits(own: string): string {
  return String(98 - remainder(`${own}RF00`)).padStart(2, '0')
}

/** Whether a reference, spaces apart, is a creditor reference whose check digits are right. */
export function isCreditorReference(typed: string): boolean {
  const reference = tidied(typed)
  return SHAPE.test(reference) && remainder(reference.slice(4) + reference.slice(0, 4)) === 1
}

/** The reference of an attempt to pay: the same for the same key. Digits only, since people copy it by hand. */
export function creditorReference(idempotencyKey: string): string {
  const hash = createHash('sha256').update(idempotencyKey).digest().readBigUInt64BE()
  const own = String(hash % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0')
  return `RF${checkDigits(own)}${own}`
}

/** As it is printed: in groups of four. */
export function grouped(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ')
}

/** As it is compared: no spaces, capitals. */
export function tidied(typed: string): string {
  return typed.replace(/[\s\u00A0\u202F]/g, '').toUpperCase()
}

/** The remainder by 97 of a text whose letters count from 10 (A) to 35 (Z). */
function remainder(text: string): number {
  let rest = 0
  for (const character of text) {
    for (const digit of String(Number.parseInt(character, 36))) {
      rest = (rest * 10 + Number(digit)) % 97
    }
  }
  return rest
}

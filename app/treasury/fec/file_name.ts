import type { Tell } from './faults.js'

/** Whether a number's digits pass the Luhn check that a SIREN passes (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** Checks `SirenFECAAAAMMJJ.txt` (LPF art. A47 A-1, X); `closing` is the closing date, `AAAAMMJJ`. */
export function checkFileName(fileName: string, closing: string, tell: Tell): void {
  const [, siren, date] = /^(\d{9})FEC(\d{8})\.txt$/.exec(fileName) ?? []
  if (siren === undefined || date === undefined) {
    tell('file_name', 0, fileName)
    return
  }
  if (siren === '000000000' || !passesLuhn(siren)) tell('siren', 0, siren)
  if (date !== closing) tell('closing_date', 0, date)
}

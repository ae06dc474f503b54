import { passesLuhn } from '../fec/file_name.js'

/** What can be read of an organisation's numbers in the free words of its legal notice. */
export interface RegistrationNumbers {
  /** Nine digits that pass Luhn's check (INSEE). */
  siren: string | null
  /** `W` and nine digits: the national register of associations. */
  rna: string | null
}

/** Finds the SIREN (also at the head of a SIRET) and the RNA number in a text. */
export function registrationNumbers(text: string): RegistrationNumbers {
  const rna = /\bW[\dA-Z]\d{8}\b/.exec(text.toUpperCase())?.[0] ?? null
  const digits = text.toUpperCase().replaceAll(/\bW[\dA-Z]\d{8}\b/g, ' ')
  const groups = digits.match(/(?<!\d)\d(?:[\s.]?\d){8}(?:[\s.]?\d{5})?(?!\d)/g) ?? []
  const numbers = groups.map((group) => group.replaceAll(/\D/g, '').slice(0, 9))
  return { siren: numbers.find(passesLuhn) ?? null, rna }
}

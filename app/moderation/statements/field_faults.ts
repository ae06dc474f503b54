import type { Field } from './fields.js'

/** Why a value is not what its field holds, by the name of a rule; null when it is. */
export function fieldFault(field: Field, value: unknown): string | null {
  switch (field.kind) {
    case 'text':
      return (
        textFault(value, field.most) ??
        (field.free && namesSomeone(String(value)) ? 'personal_data' : null)
      )
    case 'address':
      return textFault(value, field.most) ?? (isAddress(String(value)) ? null : 'address')
    case 'one':
      return typeof value === 'string' && field.of.includes(value) ? null : 'not_listed'
    case 'some':
      return listFault(value, field.of)
    case 'day':
      return dayFault(value, field)
    case 'puid':
      return (
        textFault(value, field.most) ?? (/^[a-zA-Z0-9-_]+$/.test(String(value)) ? null : 'puid')
      )
    case 'language':
      return typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? null : 'language'
    case 'product':
      return isProduct(value) ? null : 'product'
  }
}

/** Characters as the reader counts them. */
function textFault(value: unknown, most: number): string | null {
  if (typeof value !== 'string' || value.trim() === '') return 'empty'
  return [...value].length > most ? 'too_long' : null
}

function listFault(value: unknown, of: readonly string[]): string | null {
  if (!Array.isArray(value) || value.length === 0) return 'empty'
  if (!value.every((one) => typeof one === 'string' && of.includes(one))) return 'not_listed'
  return new Set(value).size < value.length ? 'twice' : null
}

/** A day of the calendar, within years both allowed: the 30th of February is none. */
function dayFault(value: unknown, { from, to }: { from: number; to: number }): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value)) ?? []
  if (typeof value !== 'string' || !year) return 'day'
  const instant = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (instant.toISOString().slice(0, 10) !== value) return 'day'
  return Number(year) < from || Number(year) > to ? 'year' : null
}

const isAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** `{ "EAN-13": "…" }`, thirteen digits of which the last checks the others (GS1). */
function isProduct(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const [[name, code] = [], ...others] = Object.entries(value as Record<string, unknown>)
  if (name !== 'EAN-13' || others.length > 0 || typeof code !== 'string') return false
  if (!/^\d{13}$/.test(code)) return false
  const sum = [...code].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0)
  return sum % 10 === 0
}

const PERSONAL = [
  /[^\s@]+@[^\s@]+\.[^\s@]+/u,
  /(?:^|\s)@[a-z0-9_]{2,}/iu,
  /(?:\+\d{2}|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b/u,
]

/** Statements are public: an address, a handle or a telephone in one names somebody. */
const namesSomeone = (text: string) => PERSONAL.some((pattern) => pattern.test(text))

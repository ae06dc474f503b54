import { unprocessable } from './problem.js'

export type Body = Record<string, unknown>

/** Cents of `{currency: 'EUR', value: '12.00'}`; anything else is refused. */
export function centsAsked(amount: unknown): number {
  if (typeof amount !== 'object' || amount === null) {
    throw unprocessable('The amount is required.', 'amount')
  }
  const { currency, value, ...others } = amount as Body
  if (currency !== 'EUR' || Object.keys(others).length > 0) {
    throw unprocessable('The amount contains an invalid currency.', 'amount')
  }
  if (typeof value !== 'string' || !/^\d{1,6}\.\d{2}$/.test(value)) {
    throw unprocessable('The amount contains an invalid value.', 'amount')
  }
  const cents = Number(value.replace('.', ''))
  if (cents === 0) throw unprocessable('The amount is lower than the minimum.', 'amount')
  return cents
}

export function textAsked(body: Body, name: string, longest = 255): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '' || value.length > longest) {
    throw unprocessable(`The ${name} is invalid.`, name)
  }
  return value
}

export function optionalText(body: Body, name: string): string | undefined {
  return name in body ? textAsked(body, name, 2048) : undefined
}

export function addressAsked(body: Body, name: string): string | undefined {
  const value = optionalText(body, name)
  if (value !== undefined && !/^https?:\/\/\S+$/.test(value)) {
    throw unprocessable(`The ${name} is invalid.`, name)
  }
  return value
}

const LOCALES = ['fr_FR', 'en_GB', 'en_US', 'nl_NL', 'de_DE']

export function localeAsked(body: Body): string | undefined {
  const locale = optionalText(body, 'locale')
  if (locale !== undefined && !LOCALES.includes(locale)) {
    throw unprocessable('The locale is invalid.', 'locale')
  }
  return locale
}

/** A thousand bytes at most, as Mollie keeps them. */
export function metadataAsked(body: Body): unknown {
  if (JSON.stringify(body.metadata ?? null).length > 1024) {
    throw unprocessable('The metadata is too large.', 'metadata')
  }
  return body.metadata ?? null
}

export const amountOf = (cents: number) => ({
  currency: 'EUR' as const,
  value: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
})

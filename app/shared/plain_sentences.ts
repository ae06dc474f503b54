import type { TranslationsFormatterContract } from '@adonisjs/i18n/types'

/** Characters that mean something in an ICU message; a text without them is printed as it is. */
const SYNTAX = /[{}'#<]/
const KEPT = 5000

/**
 * ICU messages, less work: a sentence without parameters needs no formatter, and one with the same
 * few parameters (“5 réponses”) is formatted once.
 */
export function keeping(formatter: TranslationsFormatterContract): TranslationsFormatterContract {
  const plain = new Map<string, boolean>()
  const formatted = new Map<string, string>()
  return {
    name: formatter.name,
    format(message, locale, data) {
      let isPlain = plain.get(message)
      if (isPlain === undefined) plain.set(message, (isPlain = !SYNTAX.test(message)))
      if (isPlain) return message
      const key = keyOf(message, locale, data)
      if (key === null) return formatter.format(message, locale, data)
      let text = formatted.get(key)
      if (text === undefined) {
        text = formatter.format(message, locale, data)
        if (formatted.size >= KEPT) formatted.clear()
        formatted.set(key, text)
      }
      return text
    },
  }
}

/** Null when a value is more than a short text or a number: that is not met twice. */
function keyOf(message: string, locale: string, data: Record<string, unknown> = {}): string | null {
  let key = `${locale}\u0000${message}`
  for (const [name, value] of Object.entries(data)) {
    const isShort = typeof value === 'number' || (typeof value === 'string' && value.length < 40)
    if (!isShort) return null
    key += `\u0000${name}\u0000${typeof value}${value}`
  }
  return key
}

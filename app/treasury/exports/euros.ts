/** Cents as euros with their sign and two digits, without ever leaving whole numbers. */
export function euros(cents: number, mark: '.' | ',' = '.'): string {
  if (!Number.isSafeInteger(cents)) throw new Error(`${cents} is no number of cents`)
  const whole = Math.abs(cents)
  const text = `${Math.floor(whole / 100)}${mark}${String(whole % 100).padStart(2, '0')}`
  return cents < 0 ? `-${text}` : text
}

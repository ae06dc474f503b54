/** How drawings write their numbers in a language; the transcript has all the digits. */
export interface Figures {
  /** At most two decimals. */
  number(value: number | string): string
  /** With its sign: `+12` or `−3,5`. */
  change(value: number): string
  /** A part of a hundred: `44,5 %`. */
  percent(hundredths: number | string): string
}

/** Numbers of drawings as readers of a language write them. */
export function figuresIn(locale: string): Figures {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const signed = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  })
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, style: 'percent' })
  return {
    number: (value) => plain.format(Number(value)),
    change: (value) => signed.format(value).replace('-', '−'),
    percent: (hundredths) => percent.format(Number(hundredths) / 100),
  }
}

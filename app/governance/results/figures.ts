import { percentage } from '../sentences/motion.js'

/** How drawings write their numbers in a language; the transcript has all the digits. */
export interface Figures {
  /** At most two decimals. */
  number(value: number | string): string
  /** Where there is little room: no decimals from a hundred on, one below. */
  short(value: number): string
  /** With its sign: `+12` or `−3,5`. */
  change(value: number): string
  /** A written fraction (`71/120`) as its sentence writes it: `59,16 %`. */
  fraction(written: string): string
  /** A part of a hundred: `44,5 %`. */
  percent(hundredths: number | string): string
}

/** Numbers of drawings as readers of a language write them. */
export function figuresIn(locale: string): Figures {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, style: 'percent' })
  const short = (value: number) => (value < 100 ? tenths : whole).format(value)
  return {
    number: (value) => plain.format(Number(value)),
    short,
    change: (value) => `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`,
    fraction: (written) => percentage(written, locale),
    percent: (hundredths) => percent.format(Number(hundredths) / 100),
  }
}

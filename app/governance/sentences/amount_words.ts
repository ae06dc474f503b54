import { inLocale } from './sentence.js'

/**
 * A fraction (`626/3`) or a decimal (`1200.5`) with two decimals, the half rounded up; none when it is
 * whole.
 */
export function amountShown(amount: string, locale: string): string {
  const [over, under] = fractionOf(amount)
  const hundredths = (over * 200n + under) / (under * 2n)
  const cents = String(hundredths % 100n).padStart(2, '0')
  const whole = String(hundredths / 100n)
  return inLocale(cents === '00' ? whole : `${whole}.${cents}`, locale)
}

/** `yes` when two decimals are not the whole of an amount: for sentences that then say “about”. */
export function isRounded(amount: string): 'yes' | 'no' {
  const [over, under] = fractionOf(amount)
  return (over * 100n) % under === 0n ? 'no' : 'yes'
}

function fractionOf(amount: string): [over: bigint, under: bigint] {
  const [top = '0', under = '1'] = amount.split('/')
  const [whole = '0', decimals = ''] = top.split('.')
  return [BigInt(whole + decimals), BigInt(under) * 10n ** BigInt(decimals.length)]
}

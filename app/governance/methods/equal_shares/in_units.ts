import { PARTS_IN_A_UNIT } from '../amount.js'
import { fraction, written } from '../fraction.js'

/** Ten-thousandths `over / under` as a fraction in the unit of the vote. */
export const inUnits = (over: bigint, under: bigint | number): string =>
  written(fraction(over, BigInt(under) * PARTS_IN_A_UNIT))

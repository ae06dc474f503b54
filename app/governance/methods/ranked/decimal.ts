/** A whole number of units written with its decimals: 13040863 with 5 places is `130.40863`. */
export function decimal(units: bigint, places: number): string {
  if (places === 0) return String(units)
  const digits = String(units).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

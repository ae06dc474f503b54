import type { ExportedYear } from './exported_year.js'

/**
 * The name of a year's file of entries without its ending: `SirenFECAAAAMMJJ`, of the day that the
 * year closes (LPF, art. A47 A-1). Without a SIREN the register's number stands in its place, or
 * `SANSSIREN`, and the file says that it is not official.
 */
export function fecName({ siren, rna, endsOn }: ExportedYear): string {
  const day = endsOn.replaceAll('-', '')
  const suffix = siren ? '' : '_non_officiel'
  return `${siren ?? rna ?? 'SANSSIREN'}FEC${day}${suffix}`
}

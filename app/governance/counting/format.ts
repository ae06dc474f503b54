/** The formats of ballots, by the end of a file's name. */
export const FORMATS = ['blt', 'cvotes', 'pb', 'csv', 'json'] as const

export type Format = (typeof FORMATS)[number]

/** The format that a file's name says; null for any other. */
export function formatOf(name: string): Format | null {
  const [, ending = ''] = /\.([^./\\]+)$/.exec(name) ?? []
  return FORMATS.find((format) => format === ending.toLowerCase()) ?? null
}

/** SQL that writes a column of cents as `20.00`, with this decimal mark; never negative. */
export function amountSql(cents: string, mark: '.' | ','): string {
  return `(${cents} / 100) || '${mark}' || right('0' || ${cents} % 100, 2)`
}

/** SQL that writes a line's amount with its sign: a debit above zero, a credit below. */
export function signedSql(line: string): string {
  const cents = `(${line}.debit_cents + ${line}.credit_cents)`
  return `case when ${line}.credit_cents > 0 then '-' else '' end || ${amountSql(cents, '.')}`
}

/** SQL that replaces each of these characters by a space, for formats that give them a meaning. */
export function withoutSql(column: string, characters: string): string {
  const quoted = characters.replaceAll("'", "''")
  return `translate(${column}, '${quoted}', '${' '.repeat([...characters].length)}')`
}

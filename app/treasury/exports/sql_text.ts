/** SQL that writes a column of cents as `20.00`, with this decimal mark: exact, as `numeric` is. */
function amountSql(cents: string, mark: '.' | ','): string {
  const amount = `(${cents} * 0.01)::text`
  return mark === '.' ? amount : `replace(${amount}, '.', ',')`
}

/** SQL that writes the two sides of a line, `20,00` and `0,00`, with this text between them. */
export function sidesSql(line: string, between: string): string {
  const nothing = `'0,00'`
  return `case when ${line}.debit_cents > 0
    then ${amountSql(`${line}.debit_cents`, ',')} || ${between} || ${nothing}
    else ${nothing} || ${between} || ${amountSql(`${line}.credit_cents`, ',')} end`
}

/** SQL that writes a line's amount with its sign: a debit above zero, a credit below. */
export function signedSql(line: string): string {
  return amountSql(`(${line}.debit_cents - ${line}.credit_cents)`, '.')
}

/** SQL that replaces each of these characters by a space, for formats that give them a meaning. */
export function withoutSql(column: string, characters: string): string {
  const quoted = characters.replaceAll("'", "''")
  return `translate(${column}, '${quoted}', '${' '.repeat([...characters].length)}')`
}

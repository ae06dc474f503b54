import { neutralCell } from '../label.js'

/** What begins a CSV file so that spreadsheets read UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff'

/** A text between quotes (RFC 4180); an apostrophe keeps spreadsheets from reading a formula. */
export function csvText(text: string): string {
  return `"${neutralCell(text).replaceAll('"', '""')}"`
}

/** Spaces that may stand before a formula; U+0020 first. */
const SPACES = String.raw`U&' \1680\2000\2001\2002\2003\2004\2005\2006\2008\2009\200a\2028\2029\205f\3000\feff'`

/** The same in SQL; a text that begins with a digit or a plain letter is not looked at further. */
export function csvTextSql(column: string): string {
  const harmless = `ascii(${column}) between 48 and 57 or ascii(${column}) between 65 and 122`
  const first = `left(ltrim(${column}, ${SPACES}), 1)`
  return `'"' || case when ${harmless} then '' when ${first} in ('=', '+', '-', '@') then '''' else '' end ||
    replace(${column}, '"', '""') || '"'`
}

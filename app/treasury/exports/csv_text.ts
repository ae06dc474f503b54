import { neutralCell } from '../label.js'

/** What begins a CSV file so that spreadsheets read UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff'

/** A text between quotes (RFC 4180); an apostrophe keeps spreadsheets from reading a formula. */
export function csvText(text: string): string {
  return `"${neutralCell(text).replaceAll('"', '""')}"`
}

/** The same in SQL. */
export function csvTextSql(column: string): string {
  return `'"' || case when ${column} ~ '^[\\s\\u1680\\u2000-\\u200a\\u2028\\u2029\\u205f\\u3000\\ufeff]*[=+@-]' then '''' else '' end ||
    replace(${column}, '"', '""') || '"'`
}

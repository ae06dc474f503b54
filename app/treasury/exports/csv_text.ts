/** What begins a CSV file so that spreadsheets read UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff'

/** A text between quotes (RFC 4180); an apostrophe keeps spreadsheets from reading a formula. */
export function csvText(text: string): string {
  return `"${harmless(text).replaceAll('"', '""')}"`
}

/** The same in SQL. */
export function csvTextSql(column: string): string {
  return `'"' || case when ${column} ~ '^\\s*[=+@-]' then '''' else '' end ||
    replace(${column}, '"', '""') || '"'`
}

/** A spreadsheet takes a text that begins so for a formula: an apostrophe before it makes it a text. */
export function harmless(text: string): string {
  return /^\s*[=+\-@]/.test(text) ? `'${text}` : text
}

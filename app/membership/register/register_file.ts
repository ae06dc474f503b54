import { strToU8, zipSync } from 'fflate'
import type { RegisterEntry } from './register_list.js'

/** The columns that an export may have, in their order. */
export const REGISTER_COLUMNS = [
  'number',
  'name',
  'email',
  'kind',
  'representative',
  'college',
  'shares',
  'admitted_on',
  'standing',
  'until',
  'plan',
] as const
export type RegisterColumn = (typeof REGISTER_COLUMNS)[number]

/** The columns that an organisation of this legal form has: shares are a cooperative's. */
export function columnsOf(legalForm: string): RegisterColumn[] {
  return REGISTER_COLUMNS.filter((column) => column !== 'shares' || legalForm === 'cooperative')
}

type Cell = string | number

/** Gives the words of a column or of a value in the reader's language. */
export type Words = (key: string) => string

/** The table of an export: a line of headings, then one line for each entry. */
export function registerTable(
  entries: RegisterEntry[],
  columns: RegisterColumn[],
  words: Words
): Cell[][] {
  const heading = columns.map((column) => words(`columns.${column}`))
  return [heading, ...entries.map((entry) => columns.map((name) => cellOf(entry, name, words)))]
}

/** As CSV (RFC 4180, with semicolons as French spreadsheets expect), in UTF-8 with its mark. */
export function csvOf(table: Cell[][]): Buffer {
  const lines = table.map((row) => row.map(csvCell).join(';'))
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}

/** As an OpenDocument spreadsheet (ISO/IEC 26300). */
export function odsOf(table: Cell[][], title: string): Buffer {
  const rows = table.map((row) => `<table:table-row>${row.map(odsCell).join('')}</table:table-row>`)
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet><table:table table:name="${escaped(title)}">${rows.join('')}</table:table></office:spreadsheet></office:body></office:document-content>`
  // The type comes first and is not compressed, so that it is read at a known place.
  return Buffer.from(
    zipSync({
      'mimetype': [strToU8(ODS_TYPE), { level: 0 }],
      'content.xml': strToU8(content),
      'META-INF/manifest.xml': strToU8(MANIFEST),
    })
  )
}

export const ODS_TYPE = 'application/vnd.oasis.opendocument.spreadsheet'

const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${ODS_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`

function cellOf(entry: RegisterEntry, column: RegisterColumn, words: Words): Cell {
  if (column === 'number') return entry.number ?? ''
  if (column === 'shares') return entry.shares
  if (column === 'kind') return words(`kinds.${entry.kind}`)
  if (column === 'standing') return words(`standings.${entry.standing}`)
  if (column === 'admitted_on') return entry.admittedOn ?? ''
  if (column === 'plan') return harmless(entry.planName)
  return harmless(entry[column] ?? '')
}

/** A spreadsheet takes a text that begins so for a formula: an apostrophe before it makes it a text. */
function harmless(text: string): string {
  return /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function csvCell(cell: Cell): string {
  const text = String(cell)
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function odsCell(cell: Cell): string {
  if (typeof cell === 'number') {
    return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`
  }
  return `<table:table-cell office:value-type="string"><text:p>${escaped(cell)}</text:p></table:table-cell>`
}

function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- XML 1.0 has no place for these.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}

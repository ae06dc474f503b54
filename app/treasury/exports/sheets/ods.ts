import { euros } from '../euros.js'
import { type Cell, type Column, type Sheet, sheetParts, xmlText } from './sheet.js'
import { type ZippedFile, zipStream } from './zip_stream.js'

export const ODS_TYPE = 'application/vnd.oasis.opendocument.spreadsheet'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const OASIS = 'urn:oasis:names:tc:opendocument:xmlns'
const SPACES = [
  ...['office', 'table', 'text', 'style'].map((name) => `xmlns:${name}="${OASIS}:${name}:1.0"`),
  `xmlns:number="${OASIS}:datastyle:1.0"`,
  `xmlns:fo="${OASIS}:xsl-fo-compatible:1.0"`,
  'office:version="1.3"',
].join(' ')

/** Millimetres of a character at the usual size. */
const CHARACTER = 2.1

/** A spreadsheet (OpenDocument, ISO/IEC 26300) as it is written, at constant memory. */
export function ods(sheets: Sheet[], at: Date): AsyncGenerator<Uint8Array, void, void> {
  return zipStream(files(sheets, at))
}

async function* files(sheets: Sheet[], at: Date): AsyncGenerator<ZippedFile, void, void> {
  const names: string[] = []
  // The type comes first and is not compressed, so that it is read at a known place.
  yield { name: 'mimetype', content: [ODS_TYPE], stored: true, at }
  yield { name: 'content.xml', content: content(sheets, names), at }
  yield { name: 'settings.xml', content: [settings(names)], at }
  yield { name: 'META-INF/manifest.xml', content: [MANIFEST], at }
}

async function* content(sheets: Sheet[], names: string[]) {
  const widths = [...new Set(sheets.flatMap(({ columns }) => columns.map(({ width }) => width)))]
  const styles = widths.map(
    (width) =>
      `<style:style style:name="w${width}" style:family="table-column"><style:table-column-properties style:column-width="${(width * CHARACTER).toFixed(1)}mm"/></style:style>`
  )
  yield `${HEAD}<office:document-content ${SPACES}><office:automatic-styles>${CELL_STYLES}${styles.join('')}</office:automatic-styles><office:body><office:spreadsheet>`
  for (const sheet of sheets) {
    for await (const part of sheetParts(sheet)) {
      names.push(part.name)
      yield* table(part.name, sheet.columns, part.rows)
    }
  }
  yield '</office:spreadsheet></office:body></office:document-content>'
}

async function* table(name: string, columns: Column[], rows: AsyncIterable<Cell[][]>) {
  const widths = columns.map(({ width }) => `<table:table-column table:style-name="w${width}"/>`)
  const titles = columns.map(({ title }) => textCell(title, ' table:style-name="heading"'))
  yield `<table:table table:name="${xmlText(name)}">${widths.join('')}<table:table-header-rows><table:table-row>${titles.join('')}</table:table-row></table:table-header-rows>`
  for await (const some of rows) {
    yield some.map((row) => tableRow(columns, row)).join('')
  }
  yield '</table:table>'
}

function tableRow(columns: Column[], row: Cell[]): string {
  const cells = columns.map(({ kind }, at) => cell(kind, row[at]))
  return `<table:table-row>${cells.join('')}</table:table-row>`
}

function cell(kind: Column['kind'], value: Cell | undefined): string {
  if (value === null || value === undefined || value === '') return '<table:table-cell/>'
  if (typeof value === 'string') {
    return kind === 'day'
      ? `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${value}"/>`
      : textCell(value, '')
  }
  const number = kind === 'cents' ? euros(value) : String(value)
  const style = kind === 'cents' ? ' table:style-name="cents"' : ''
  return `<table:table-cell${style} office:value-type="float" office:value="${number}"/>`
}

function textCell(text: string, style: string): string {
  return `<table:table-cell${style} office:value-type="string"><text:p>${xmlText(text)}</text:p></table:table-cell>`
}

/** The first row of each sheet stays where it is while the others are read. */
function settings(names: string[]): string {
  const item = (name: string, type: string, value: string | number) =>
    `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`
  const frozen = [
    item('VerticalSplitMode', 'short', 2),
    item('VerticalSplitPosition', 'int', 1),
    item('ActiveSplitRange', 'short', 2),
    item('PositionBottom', 'int', 1),
  ].join('')
  const entries = names.map(
    (name) =>
      `<config:config-item-map-entry config:name="${xmlText(name)}">${frozen}</config:config-item-map-entry>`
  )
  return `${HEAD}<office:document-settings xmlns:office="${OASIS}:office:1.0" xmlns:config="${OASIS}:config:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry><config:config-item-map-named config:name="Tables">${entries.join('')}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`
}

const CELL_STYLES = [
  `<number:number-style style:name="euros"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>`,
  `<number:date-style style:name="days"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>`,
  `<style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>`,
  `<style:style style:name="cents" style:family="table-cell" style:data-style-name="euros"/>`,
  `<style:style style:name="day" style:family="table-cell" style:data-style-name="days"/>`,
].join('')

const MANIFEST = `${HEAD}<manifest:manifest xmlns:manifest="${OASIS}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${ODS_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/></manifest:manifest>`

import { euros } from '../euros.js'
import { type Cell, type Column, type Sheet, sheetParts, xmlText } from './sheet.js'
import { type ZippedFile, zipStream } from './zip_stream.js'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The styles' numbers: plain, heading, euros, day. */
const STYLES = { text: 0, number: 0, heading: 1, cents: 2, day: 3 } as const

/** A workbook (ECMA-376, texts inline) as it is written, at constant memory. */
export function xlsx(sheets: Sheet[], at: Date): AsyncGenerator<Uint8Array, void, void> {
  return zipStream(files(sheets, at))
}

async function* files(sheets: Sheet[], at: Date): AsyncGenerator<ZippedFile, void, void> {
  const names: string[] = []
  for (const sheet of sheets) {
    for await (const part of sheetParts(sheet)) {
      names.push(part.name)
      const name = `xl/worksheets/sheet${names.length}.xml`
      yield { name, content: worksheet(sheet.columns, part.rows), at }
    }
  }
  yield { name: 'xl/styles.xml', content: [STYLE_SHEET], at }
  yield { name: 'xl/workbook.xml', content: [workbook(names)], at }
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(names.length)], at }
  yield { name: '_rels/.rels', content: [RELATIONS], at }
  yield { name: '[Content_Types].xml', content: [contentTypes(names.length)], at }
}

async function* worksheet(columns: Column[], rows: AsyncIterable<Cell[][]>) {
  const widths = columns.map(
    ({ width }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
  )
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`
  yield `<row r="1">${columns.map(({ title }) => textCell(title, STYLES.heading)).join('')}</row>`
  for await (const some of rows) {
    yield some
      .map((row) => `<row>${columns.map(({ kind }, at) => cell(kind, row[at])).join('')}</row>`)
      .join('')
  }
  yield '</sheetData></worksheet>'
}

function cell(kind: Column['kind'], value: Cell | undefined): string {
  if (value === null || value === undefined || value === '') return '<c/>'
  if (typeof value === 'string') {
    return kind === 'day'
      ? `<c s="${STYLES.day}"><v>${dayNumber(value)}</v></c>`
      : textCell(value, STYLES.text)
  }
  const number = kind === 'cents' ? euros(value) : String(value)
  return `<c s="${STYLES[kind]}"><v>${number}</v></c>`
}

function textCell(text: string, style: number): string {
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

/** Days since 30 December 1899, as spreadsheets count them. */
function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569
}

function workbook(names: string[]): string {
  const sheets = names.map(
    (name, index) =>
      `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`
  )
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets.join('')}</sheets></workbook>`
}

function workbookRelations(sheets: number): string {
  const relations = Array.from(
    { length: sheets },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`
  )
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}<Relationship Id="rId${sheets + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`
}

function contentTypes(sheets: number): string {
  const overrides = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${TYPES}.worksheet+xml"/>`
  )
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${overrides.join('')}</Types>`
}

const RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const STYLE_SHEET = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

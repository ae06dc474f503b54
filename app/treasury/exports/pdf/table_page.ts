import PDFDocument from 'pdfkit'
import { pdfText } from '#shared/pdf_text'
import { euros } from '../euros.js'

/** One row of a printed table; `amounts` in cents, one for each column, null where there is none. */
export interface PrintedRow {
  label: string
  amounts: Array<number | null>
  level: number
  kind: 'heading' | 'line' | 'of_which' | 'total' | 'result'
}

/** A table with its title: figures on the right, each under its column's name. */
export interface PrintedTable {
  title: string
  columns: string[]
  rows: PrintedRow[]
}

export interface PrintedHead {
  organisation: string
  title: string
  /** Under the title, one a line. */
  notes: string[]
}

const MARGIN = 56
const ROW = 17
const COLUMN = 78
const FAINT = '#9a9a9a'
const INK = '#1c1c1c'

/** A4 pages that begin with a head and hold tables, which go on overleaf with their columns. */
export class TablePages {
  readonly #pdf: PDFKit.PDFDocument
  readonly #whole: Promise<Buffer>

  constructor(title: string) {
    this.#pdf = new PDFDocument({
      ...{ size: 'A4', margin: MARGIN, bufferPages: true, autoFirstPage: false, lang: 'fr' },
      info: { Title: pdfText(title) },
    })
    const chunks: Buffer[] = []
    this.#whole = new Promise((resolve, reject) => {
      this.#pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
      this.#pdf.on('end', () => resolve(Buffer.concat(chunks)))
      this.#pdf.on('error', reject)
    })
  }

  /** Begins a page. */
  page({ organisation, title, notes }: PrintedHead): void {
    const pdf = this.#pdf.addPage().fillColor(INK)
    pdf.font('Helvetica').fontSize(10).text(pdfText(organisation))
    pdf.font('Times-Bold').fontSize(22).text(pdfText(title)).moveDown(0.2)
    pdf.font('Helvetica').fontSize(9).fillColor('#555555')
    for (const note of notes) pdf.text(pdfText(note), { lineGap: 1.5 })
    pdf.fillColor(INK).moveDown(1.2)
  }

  table(table: PrintedTable): void {
    this.#columns(table)
    for (const [index, row] of table.rows.entries()) {
      if (this.#pdf.y + ROW > this.#pdf.page.height - MARGIN - ROW) {
        this.#pdf.addPage()
        this.#columns(table)
      }
      this.#row(row, index > 0)
    }
    this.#pdf.y += ROW
  }

  /** Numbers the pages and gives the file; `foot` stands at the left of each. */
  end(foot: string): Promise<Buffer> {
    const pdf = this.#pdf
    const { start, count } = pdf.bufferedPageRange()
    for (let page = start; page < start + count; page += 1) {
      pdf.switchToPage(page)
      // Below the margin a text would begin a page of its own.
      pdf.page.margins.bottom = 0
      const y = pdf.page.height - MARGIN + 14
      pdf.font('Helvetica').fontSize(8).fillColor('#777777')
      pdf.text(pdfText(foot), MARGIN, y, { lineBreak: false })
      this.#right(`${page - start + 1} / ${count}`, pdf.page.width - MARGIN, y)
    }
    pdf.end()
    return this.#whole
  }

  #columns({ title, columns }: PrintedTable): void {
    const pdf = this.#pdf
    const { y } = pdf
    pdf.font('Helvetica-Bold').fontSize(9.5).text(pdfText(title), MARGIN, y, { lineBreak: false })
    pdf.font('Helvetica').fontSize(8.5).fillColor('#555555')
    for (const [index, column] of columns.entries()) {
      this.#right(pdfText(column), this.#edge(columns.length, index), y)
    }
    pdf.fillColor(INK)
    this.#rule(y + 13, INK, 0.8)
    pdf.y = y + 17
  }

  #row({ label, amounts, level, kind }: PrintedRow, ruled: boolean): void {
    const pdf = this.#pdf
    const { y } = pdf
    const strong = kind === 'total' || kind === 'result' || (kind === 'heading' && level === 1)
    if (ruled && (kind === 'total' || kind === 'result')) this.#rule(y - 4.5, FAINT, 0.5)
    pdf.font(fontOf(strong, kind)).fontSize(9)
    const left = MARGIN + Math.max(0, level - 1) * 10
    const room = this.#edge(amounts.length, 0) - COLUMN + 8 - left
    pdf.text(pdfText(label), left, y, {
      width: room,
      height: ROW,
      ellipsis: true,
      lineBreak: false,
    })
    for (const [index, cents] of amounts.entries()) {
      if (cents === null) continue
      pdf.fillColor(cents === 0 ? FAINT : INK)
      this.#right(printedAmount(cents), this.#edge(amounts.length, index), y)
    }
    pdf.fillColor(INK)
    if (kind === 'result') {
      this.#rule(y + 11.5, INK, 0.8)
      this.#rule(y + 13.5, INK, 0.8)
    }
    pdf.y = y + ROW + (kind === 'result' ? 4 : 0)
  }

  /** Where a column ends, from the right margin. */
  #edge(columns: number, index: number): number {
    return this.#pdf.page.width - MARGIN - (columns - 1 - index) * COLUMN
  }

  #right(text: string, edge: number, y: number): void {
    this.#pdf.text(text, edge - this.#pdf.widthOfString(text), y, { lineBreak: false })
  }

  #rule(y: number, colour: string, width: number): void {
    const { page } = this.#pdf
    this.#pdf.moveTo(MARGIN, y).lineTo(page.width - MARGIN, y)
    this.#pdf.lineWidth(width).strokeColor(colour).stroke()
  }
}

function fontOf(strong: boolean, kind: PrintedRow['kind']): string {
  if (kind === 'of_which') return 'Helvetica-Oblique'
  return strong ? 'Helvetica-Bold' : 'Helvetica'
}

/** `1 234,56`, a dash for nothing. */
function printedAmount(cents: number): string {
  if (cents === 0) return '–'
  return euros(cents, ',').replace(/\B(?=(\d{3})+(?=,))/g, '\u00a0')
}

import PDFDocument from 'pdfkit'
import { pdfText } from '#shared/pdf_text'

export interface Attestation {
  title: string
  /** Each a paragraph. */
  paragraphs: string[]
  /** At the foot: who attests, where to check. */
  foot: string[]
}

/** An attestation of membership, one A4 page, as PDF. */
export function attestationPdf({ title, paragraphs, foot }: Attestation): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 72, info: { Title: title }, lang: 'fr' })
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  pdf.font('Times-Roman').fontSize(22).text(pdfText(title)).moveDown(1.5).fontSize(12)
  for (const paragraph of paragraphs) pdf.text(pdfText(paragraph), { lineGap: 4 }).moveDown()
  pdf.moveDown(2).fontSize(10)
  for (const line of foot) pdf.text(pdfText(line), { lineGap: 2 })
  pdf.end()
  return whole
}

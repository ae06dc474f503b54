import PDFDocument from 'pdfkit'

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
  pdf.font('Times-Roman').fontSize(22).text(written(title)).moveDown(1.5).fontSize(12)
  for (const paragraph of paragraphs) pdf.text(written(paragraph), { lineGap: 4 }).moveDown()
  pdf.moveDown(2).fontSize(10)
  for (const line of foot) pdf.text(written(line), { lineGap: 2 })
  pdf.end()
  return whole
}

const WRITABLE = /[\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

/** A text in the letters that every reader of PDF has (Windows-1252): others lose their accents. */
function written(text: string): string {
  return [...text.replaceAll('\u202f', '\u00a0')]
    .map((letter) => (WRITABLE.test(letter) ? letter : (letter.normalize('NFD')[0] ?? '')))
    .map((letter) => (WRITABLE.test(letter) ? letter : '?'))
    .join('')
}

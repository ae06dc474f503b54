const WRITABLE = /[\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

/** A text in the letters that every reader of PDF has (Windows-1252): others lose their accents. */
export function pdfText(text: string): string {
  return [...text.replaceAll('\u202f', '\u00a0').replaceAll('\u2212', '–')]
    .map((letter) => (WRITABLE.test(letter) ? letter : (letter.normalize('NFD')[0] ?? '')))
    .map((letter) => (WRITABLE.test(letter) ? letter : '?'))
    .join('')
}

const MOST = 200

/** A label as the books hold it: one line of plain spaces, without the separators of the exports. */
export function cleanLabel(text: string): string {
  return text
    .replaceAll(/[\u0000-\u001f\u007f|\\\u00a0\u202f\u2007]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, MOST)
}
